"""Lan builds an intake form with a part that repeats, two conditions and a file; Minh releases it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.desk import logged_in, wait_for_form
from tests.browser.stack import Stack

pytestmark = pytest.mark.browser

CODE, NAME = "7.000001", "Đăng ký gia đình hiếu học"
MAKE = f"""
from cms.drafting import stream
from tests import build
build.author("lan", "so-tu-phap"), build.controller("minh")
items = [
    {{"kind": "submit", "name": "Tờ khai", "originals": 1}},
    {{"kind": "submit", "name": "Giấy xác nhận nơi cư trú", "originals": 1}},
    {{"kind": "note", "name": "Lưu ý: nộp trước ngày 30 tháng 9"}},
]
build.announced(
    "7/QĐ-UBND", codes=("{CODE}",), name="{NAME}", components=stream("case", [{{"case": "", "items": items}}])
)
"""
RELEASED = f"""
from register.forms.in_use import form_in_use
from register.forms.writing import to_json
print(to_json(form_in_use("{CODE}").form))
"""
MOST_ACTIONS = 40


@pytest.fixture(scope="module")
def own(tmp_path_factory: Any) -> Iterator[Stack]:
    stack = Stack(tmp_path_factory.mktemp("builder"))
    stack.prepare()
    stack.manage("shell", "-v0", "-c", MAKE)
    try:
        yield stack.start()
    finally:
        stack.stop()


class Hand:
    """What a person does at the desk; each click, each choice and each text typed counts as one action."""

    def __init__(self) -> None:
        self.actions = 0

    def click(self, what: Any) -> None:
        self.actions += 1
        what.click()

    def type(self, what: Any, text: str) -> None:
        self.actions += 1
        what.fill(text)

    def choose(self, what: Any, label: str) -> None:
        self.actions += 1
        what.select_option(label=label)


class Builder:
    """The editor of a form; a block is named as its inputs begin."""

    def __init__(self, page: Any, hand: Hand) -> None:
        self.page, self.hand = page, hand

    def part(self, page: int, at: int, title: str) -> str:
        block = self._added(f"pages-{page}-value-sections", at)
        self.hand.type(self._input(block, "title"), title)
        return block

    def repeat(self, block: str) -> None:
        self.hand.click(self.page.locator(f"[aria-controls=block_group-{block}-settings]"))
        self.hand.click(self._input(block, "repeats"))

    def field(self, part: str, at: int, asks: str, kind: str = "", *, required: bool = False) -> str:
        # A new part comes with its first field.
        block = self._added(f"{part}-fields", at) if at else f"{part}-fields-0-value"
        self.hand.type(self._input(block, "label"), asks)
        if kind:
            self.hand.choose(self._input(block, "kind"), kind)
        if required:
            self.hand.click(self._input(block, "required"))
        return block

    def show_when(self, field: str, called: str, value: str) -> None:
        fold = f"block_group-block_group-{field}-chi_hien_khi-content"
        self.hand.click(self.page.locator(f"button[aria-controls={fold}]"))
        condition = self._added(f"{field}-show_when-conditions", 0)
        self.hand.type(self._input(condition, "field"), called)
        self.hand.type(self._input(condition, "values"), value)

    def _added(self, blocks: str, at: int) -> str:
        self.hand.click(self.page.locator(f"[name={blocks}-count] + div > button").nth(at))
        return f"{blocks}-{at}-value"

    def _input(self, block: str, name: str) -> Any:
        return self.page.locator(f"[name={block}-{name}]")


def test_lan_builds_and_previews_a_form_in_under_40_actions_and_minh_releases_it(own, chromium):
    hand = Hand()
    context = chromium.new_context(viewport={"width": 1600, "height": 900})
    lan = logged_in(context, own.api, "lan")
    _begin(lan, hand)
    _build(lan, hand)
    assert hand.actions < MOST_ACTIONS
    context.close()

    context = chromium.new_context(viewport={"width": 1600, "height": 900})
    minh = logged_in(context, own.api, "minh")
    minh.goto(f"{own.api}/quan-tri/snippets/cms/intakeform/")
    hand.click(minh.get_by_role("link", name=CODE))
    hand.click(minh.get_by_role("button", name="Công khai mẫu đơn"))
    minh.get_by_text("Mẫu số 1").wait_for()
    assert hand.actions < MOST_ACTIONS
    context.close()
    _tells_what_was_built(json.loads(own.manage("shell", "-v0", "-c", RELEASED)))


def _begin(page: Any, hand: Hand) -> None:
    """From the procedure's papers: who files and what is handed in stands there already, the note does not."""
    page.goto(f"{page.url}snippets/cms/intakeform/")
    hand.click(page.get_by_role("link", name="Thêm").first)
    hand.click(page.get_by_role("button", name="Chọn thủ tục"))
    hand.click(page.get_by_role("link", name=CODE))
    page.locator("#id_procedure-chooser").get_by_text(CODE).wait_for()
    hand.click(page.get_by_role("button", name="Lưu", exact=True))
    page.get_by_text("Giấy xác nhận nơi cư trú").wait_for()
    hand.click(page.get_by_role("link", name="Sửa mẫu đơn"))
    wait_for_form(page)


def _build(page: Any, hand: Hand) -> None:
    builder = Builder(page, hand)
    children = builder.part(0, 2, "Các con")
    builder.repeat(children)
    builder.field(children, 0, "Họ tên con", "Họ tên", required=True)
    builder.field(children, 1, "Đang đi học?", "Có hoặc không", required=True)
    school = builder.field(children, 2, "Trường")
    builder.show_when(school, "Đang đi học?", "có")
    award = builder.field(children, 3, "Giấy khen", "Tệp đính kèm")
    builder.show_when(award, "Đang đi học?", "có")
    hand.click(page.locator('[data-side-panel-toggle="preview"]'))
    drawn = page.frame_locator("#w-preview-iframe")
    drawn.get_by_role("group", name="Đang đi học?").first.wait_for()
    assert drawn.get_by_text("Bản xem trước – chưa công khai").is_visible()
    hand.click(page.get_by_role("button", name="Lưu", exact=True))
    page.get_by_text("“Đang đi học?” là có").first.wait_for()


def _tells_what_was_built(form: Any) -> None:
    (applicant, papers, *_others) = form["pages"]
    children = applicant["sections"][-1]
    assert children["repeat"] == {"least": 0, "most": 10}
    told = [(field["label"]["vi"], field["kind"], field.get("show_when")) for field in children["fields"]]
    studies = {"field": "cac_con.dang_di_hoc", "is": True}
    assert told == [
        ("Họ tên con", "name", None),
        ("Đang đi học?", "yes_no", None),
        ("Trường", "text", studies),
        ("Giấy khen", "file", studies),
    ]
    files = [field["label"]["vi"] for section in papers["sections"] for field in section["fields"]]
    assert "Giấy xác nhận nơi cư trú" in files and not any(name.startswith("Lưu ý") for name in files)
