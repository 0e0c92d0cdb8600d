"""A machine fills each form of the sample in to its end, in both languages, and axe finds nothing on the way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cms.sample import intake_forms
from register.forms.definition import Day, Field, Form, Kind
from tests.browser.stack import PATIENCE
from tests.browser.test_accessibility import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.long]

FORMS = {form.procedure: form for form in intake_forms()}
OF_PATTERN = {"[0-9]{4}": "4711", "Hộ kinh doanh .+": "Hộ kinh doanh Hoa", "[0-9]{1,2}( giờ|:)( ?[0-9]{1,2})?": "14:30"}
DAYS = {Day.PAST: ("1", "3", "2020"), Day.FUTURE: ("1", "3", "2035"), None: ("1", "3", "2026")}
LINES = {
    Kind.NAME: "Trần Thị Hoa",
    Kind.ID_NUMBER: "001190012345",
    Kind.PHONE: "0912345678",
    Kind.EMAIL: "hoa@lamson.example",
    Kind.LONG_TEXT: "Điều cần nói",
}
MOST_ROUNDS = 5  # of one step: answers open further questions
WORDS = {
    "vi": ("Điền thử", "Tiếp tục", "Kết thúc bản thử", "Nộp hồ sơ trên Cổng Dịch vụ công quốc gia"),
    "en": ("Try the form", "Continue", "End the trial", "File on the National Public Service Portal"),
}


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("code", sorted(FORMS))
def test_it_is_filled_in_to_its_end(stack, page, tmp_path, code, locale):
    paper = tmp_path / "giay-to.pdf"
    paper.write_bytes(b"%PDF-1.7")
    form, (begin, go_on, finish, elsewhere) = FORMS[code], WORDS[locale]
    page.goto(f"{stack.portal}{'/en' if locale == 'en' else ''}/thu-tuc/{code}/mau-don")
    faults = faults_of(page)
    page.get_by_role("button", name=begin, exact=True).click()
    for _step in form.pages:
        heading = page.locator("h1").inner_text()
        rounds = 0
        while page.locator("h1").inner_text() == heading:
            rounds += 1
            assert rounds <= MOST_ROUNDS, (heading, page.locator(".refusal:visible").all_inner_texts())
            fill_page(page, form, paper)
            faults += faults_of(page) if rounds == 1 else []
            with page.expect_navigation():
                page.get_by_role("button", name=go_on, exact=True).last.click()
    faults += faults_of(page)
    page.get_by_role("button", name=finish, exact=True).last.click()
    page.get_by_role("link", name=elsewhere).first.wait_for()
    assert "\n".join(faults) == ""


def fill_page(page: Any, form: Form, paper: Path) -> None:
    """Every question that is shown, with what comes to hand first."""
    shown = page.locator(".field:visible").evaluate_all("rows => rows.map((row) => row.dataset.field)")
    for place in shown:
        parts = place.split("-")[1:]
        _section, field = form.places[f"{parts[0]}.{parts[-1]}"]
        if field.is_asked:
            answer(page.locator(f"#{place}-row"), place, field, paper)


def answer(row: Any, place: str, field: Field, paper: Path) -> None:
    box = row.locator(f"#{place}")
    match field.kind:
        case Kind.CHOICE | Kind.SEVERAL | Kind.YES_NO:
            if row.locator("select").count():
                row.locator("select").select_option(index=1)
            else:
                row.locator("input:visible").first.check()
        case Kind.DATE:
            for part, typed in zip(("day", "month", "year"), DAYS[field.when], strict=True):
                row.locator(f"#{place}-{part}").fill(typed)
        case Kind.ADDRESS:
            row.locator(f"#{place}-place").select_option(index=2)
            row.locator(f"#{place}-detail").fill("Thôn Đồng Mới")
        case Kind.BANK_ACCOUNT:
            for part, typed in (("bank", "Ngân hàng Lam Sơn"), ("number", "0123456789"), ("holder", "Trần Thị Hoa")):
                row.locator(f"#{place}-{part}").fill(typed)
        case Kind.FILE:
            box.set_input_files(paper)
        case Kind.DECLARATION:
            box.check()
        case Kind.NUMBER | Kind.DONG:
            box.fill(str(field.least or 1))
        case Kind.TEXT if field.pattern:
            box.fill(OF_PATTERN[field.pattern])
        case kind:
            box.fill(LINES.get(kind, "Lam Sơn"))
