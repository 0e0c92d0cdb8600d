"""From a ministry's list to a public text: Lan writes, her head and Minh check, Minh announces, and the day comes.

In a real browser, on PostgreSQL, with a worker. Its pictures are those of the guide (docs/huong-dan); with
GUIDE_PICTURES they are written there anew.
"""

import datetime as dt
import json
import os
import re
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from register import clock
from tests.browser.desk import logged_in, panel, wait_for_form
from tests.browser.stack import PATIENCE, Stack
from tests.cms.lists import HEADER, xlsx

pytestmark = [pytest.mark.browser, pytest.mark.services]

PEOPLE = """
from cms.desk.roles import ANNOUNCING, CONTROL, make_roles
from tests import build
build.author("lan", "so-tu-phap")
build.head("truong-phong", "so-tu-phap")
roles = make_roles()
build.person("minh").groups.add(roles[CONTROL], roles[ANNOUNCING])

import json
from register.answer import answers
found = answers([f"9.0001{n:02}" for n in range(1, 16)])
print(json.dumps({code: answer.name for code, answer in found.items() if answer.state == "in_force"}))
"""
BEGUN = ["9.000201", "9.000202", "9.000203"]
NEW = "9.000998"
REMARK = "Ghi thêm: nhận cả tại bưu cục văn hóa xã."
MENDED = "Bộ phận Một cửa, quầy chứng thực nơi gần nhất, hoặc bưu cục văn hóa xã."
NUMBER = "4512/QĐ-UBND"


@pytest.fixture(scope="module")
def own(tmp_path_factory: Any) -> Iterator[Stack]:
    """The default stack, but on a database of its own in PostgreSQL."""
    server, name = os.environ["DATABASE_URL"], f"story_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    stack = Stack(tmp_path_factory.mktemp("story"), DATABASE_URL=re.sub(r"/[^/?]+(?=\?|$)", f"/{name}", server))
    stack.manage("prepare")
    stack.names = json.loads(stack.manage("shell", "-v0", "-c", PEOPLE).splitlines()[-1])
    try:
        yield stack.start(worker=True)
    finally:
        stack.stop()
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


class Officer:
    """One person's browser at the desk."""

    def __init__(self, stack: Stack, chromium: Any, name: str) -> None:
        self.stack, self.desk = stack, f"{stack.api}/quan-tri"
        self.context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
        self.context.set_default_timeout(PATIENCE)
        self.page = logged_in(self.context, stack.api, name)

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else f"{self.desk}/{path}")

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=re.compile(name)).first.click()
        self.page.wait_for_load_state()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=re.compile(name)).first.click()
        self.page.wait_for_load_state()

    def opens_the_form(self) -> None:
        wait_for_form(self.page)
        self.page.wait_for_timeout(600)  # the remarks are drawn a moment later

    def panel(self, name: str) -> None:
        panel(self.page, name)

    def block(self, field: str, **values: str) -> Any:
        """Adds the first block of a list of blocks and fills it in."""
        part = self.page.locator(f"[data-contentpath={field}]")
        part.locator(".c-sf-add-button").first.click()
        for name, value in values.items():
            part.locator(f"[name={field}-0-value-{name}]").fill(value)
        return part

    def day(self, name: str, day: dt.date) -> None:
        """Typed, and the calendar that opened beside it closed."""
        self.page.fill(f"[name={name}]", f"{day:%d/%m/%Y}")
        self.page.wait_for_timeout(500)  # it opens a moment after the field has the focus
        self.page.evaluate("document.activeElement.blur(); jQuery('.xdsoft_datetimepicker').hide()")

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name, exact=True).click()

    def other_action(self, name: str) -> None:
        self.page.locator("footer .w-dropdown__toggle").click()
        self.page.locator("footer").get_by_role("button", name=name, exact=True).click()

    def approves(self, workbench: str, count: int) -> None:
        self.go(workbench)
        self.follow("đang chờ bạn")
        for box in self.page.locator("[name=row]").all():
            box.check()
        self.press("Duyệt các nội dung")
        self.reads(f"Đã duyệt {count} nội dung.")

    def reads(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for()

    def shot(self, name: str) -> None:
        folder = Path(os.environ.get("GUIDE_PICTURES") or self.stack.folder)
        self.page.wait_for_timeout(400)
        self.page.screenshot(path=folder / f"{name}.png")


def signed_copy(folder: Path) -> Path:
    file = folder / "quyet-dinh.pdf"
    file.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    return file


def asked(stack: Stack, code: str, on: dt.date) -> str:
    """What the API tells of the procedure on that day, as the portal asks it."""
    document = """query ($code: ProcedureCode!, $on: Date) {
      procedure(code: $code, on: $on) { state edition { name content { reception } decision { number } } }
    }"""
    body = json.dumps({"query": document, "variables": {"code": code, "on": str(on)}}).encode()
    request = urllib.request.Request(f"{stack.api}/graphql", body, {"Content-Type": "application/json"})
    answer = json.loads(urllib.request.urlopen(request, timeout=20).read())
    assert "errors" not in answer, answer
    return json.dumps(answer, ensure_ascii=False)


def test_a_decision_goes_from_a_list_to_the_public(own, chromium, tmp_path):
    tomorrow = clock.today() + dt.timedelta(days=1)
    lan = Officer(own, chromium, "lan")

    # Lan begins a decision without number and day.
    lan.go("snippets/cms/decision/add/")
    lan.page.fill("[name=title]", "Công bố thủ tục hành chính sửa đổi, bổ sung lĩnh vực hộ tịch, chứng thực")
    lan.page.fill("[name=submission]", "45/TTr-STP")
    lan.shot("01-quyet-dinh-moi")
    lan.press("^Lưu$")
    workbench = lan.page.url

    # She brings in a list of 12 and sees what each row would do before anything is written.
    file = tmp_path / "danh-sach.xlsx"
    names = dict(list(own.names.items())[:11]) | {NEW: "Xác nhận thông tin hộ tịch trên ứng dụng định danh"}
    rows = [(code, name, "Bộ Tư pháp", "Ủy ban nhân dân cấp xã", "Hộ tịch") for code, name in names.items()]
    file.write_bytes(xlsx(HEADER, *rows))
    lan.page.click("a[href*='quyet-dinh=']")
    lan.page.set_input_files("[name=file]", file)
    lan.press("Xem sẽ làm gì")
    lan.reads("Ghi các dòng đã chọn")
    lan.shot("02-xem-truoc-danh-sach")
    assert lan.page.locator("[name=row]").count() == 12
    lan.press("Ghi các dòng đã chọn")
    lan.reads("Đã ghi xong 12 dòng đã chọn.")

    # Three more are begun from the text in force.
    lan.go(workbench)
    lan.follow("Thêm nội dung")
    for code in BEGUN:
        lan.page.fill("#tim", code)
        lan.press("^Tìm$")
        lan.page.get_by_label(code).check()
        if code == BEGUN[0]:
            lan.shot("03-tu-noi-dung-dang-co-hieu-luc")
        lan.press("Thêm vào quyết định")
        lan.go(workbench)
        lan.follow("Thêm nội dung")
    lan.go(workbench)
    lan.shot("04-ban-lam-viec")

    # The new one is not whole: its errors lead to the form, where she mends them.
    told = lan.page.locator(".desk-problems li:not(.warning)")
    assert told.all_inner_texts() == [
        "Chưa chọn cấp thực hiện.",
        "Chưa có căn cứ pháp lý.",
        "Chưa có cách thức thực hiện.",
    ]
    told.locator("a").first.click()
    lan.opens_the_form()
    lan.panel("rules")
    lan.shot("05-loi-canh-bieu-mau")
    lan.page.check("[name=levels][value=commune]")
    lan.block("legal_basis", number="87/2020/NĐ-CP", title="Nghị định về Cơ sở dữ liệu hộ tịch điện tử")
    method = lan.block("methods")
    lan.page.select_option("[name=methods-0-value-channel]", "online")
    method.locator("[data-contentpath=limits] .c-sf-add-button").first.click()
    lan.page.fill("[name=methods-0-value-limits-0-value-value]", "1")
    lan.page.select_option("[name=methods-0-value-limits-0-value-unit]", "working_day")
    lan.press("^Lưu dự thảo$")
    lan.go(workbench)
    assert told.count() == 0
    lan.press("Trình kiểm soát")
    lan.reads("Đã trình 15 nội dung.")

    # The head of her department remarks on a field of one, sends it back, and approves the others.
    head = Officer(own, chromium, "truong-phong")
    head.shot("06-viec-dang-cho")
    head.go(workbench)
    head.page.get_by_role("link", name=BEGUN[0]).click()
    head.opens_the_form()
    place = head.page.locator("[data-contentpath=reception]").first
    place.hover()
    place.get_by_role("button", name="Góp ý").click()
    place.get_by_role("textbox", name="Ý kiến về mục này").fill(REMARK)
    place.scroll_into_view_if_needed()
    head.shot("07-gop-y-tai-muc")
    place.get_by_role("button", name="Gửi ý kiến").click()
    place.get_by_text(REMARK).and_(head.page.locator("p")).wait_for()
    head.other_action("Trả lại kèm lý do")
    head.page.fill("[role=dialog] [name=comment]", "Xem ý kiến ở mục Nơi tiếp nhận.")
    head.shot("08-tra-lai")
    head.page.locator("[role=dialog] [type=submit]").click()
    head.page.wait_for_url(re.compile("edition/$"))
    head.approves(workbench, 14)

    # Lan finds the remark, mends the field, settles it, and sends the text again.
    lan.go(workbench)
    lan.reads("1 ý kiến chưa xử lý")
    lan.page.get_by_role("link", name=BEGUN[0]).click()
    lan.opens_the_form()
    lan.panel("remarks")
    lan.shot("09-y-kien-phai-xu-ly")
    lan.page.fill("[name=reception]", MENDED)
    lan.page.locator("[data-remarks]").get_by_role("button", name="Đã xử lý").click()
    lan.page.locator("[data-remarks]").get_by_text("đã xử lý:").wait_for()
    lan.press("^Lưu dự thảo$")
    lan.go(workbench)
    lan.press("Trình kiểm soát")
    lan.reads("Đã trình 1 nội dung.")
    head.approves(workbench, 1)

    # Minh approves all; after the Chairman signed she enters number, day and the signed copy.
    minh = Officer(own, chromium, "minh")
    minh.go(workbench)
    minh.follow("đang chờ bạn")
    minh.shot("10-duyet-nhieu-noi-dung")
    minh.approves(workbench, 15)
    minh.go(workbench)
    minh.follow("Sửa quyết định")
    minh.opens_the_form()
    minh.tab("Hiệu lực")
    minh.page.select_option("[name=effective_from]", "day")
    minh.day("effective_on", tomorrow)
    minh.tab("Kiểm soát và sau khi ký")
    minh.page.fill("[name=number]", NUMBER)
    minh.day("signed_on", clock.today())
    minh.page.locator("#id_file-chooser [data-chooser-action-choose]").first.click()
    minh.page.get_by_role("dialog").get_by_role("tab", name="Đăng tải").click()
    minh.page.fill("[name=document-chooser-upload-title]", f"Bản ký {NUMBER}")
    minh.page.set_input_files("[name=document-chooser-upload-file]", signed_copy(tmp_path))
    minh.page.get_by_role("dialog").get_by_role("button", name=re.compile("^(Đăng tải|Tải lên)$")).click()
    minh.reads(f"Bản ký {NUMBER}")
    minh.shot("11-so-ngay-ban-ky")
    minh.press("^Lưu$")

    # She compares row by row with the annex, looks at the whole decision as the public will see it, and announces.
    minh.follow("Đối chiếu phụ lục")
    for box in minh.page.locator("[name=row]").all():
        box.check()
    minh.shot("12-doi-chieu-phu-luc")
    minh.press("Lưu đối chiếu")
    minh.reads("Đã đối chiếu tất cả các dòng.")
    minh.follow("Xem trước cả quyết định")
    minh.shot("13-xem-truoc-ca-quyet-dinh")
    minh.go(workbench)
    minh.page.locator("main").get_by_role("link", name="Công khai", exact=True).click()
    minh.reads(f"Từ ngày {tomorrow:%d/%m/%Y}")
    minh.shot("14-cong-khai")
    minh.press("^Công khai$")
    minh.reads("Đã công khai")
    minh.go(workbench)
    minh.shot("15-da-cong-khai")

    # Nothing of it today, all of it on its day.
    for code in [*names, *BEGUN]:
        assert NUMBER not in asked(own, code, clock.today())
        assert NUMBER in asked(own, code, tomorrow)
    assert MENDED in asked(own, BEGUN[0], tomorrow)
    assert MENDED not in asked(own, BEGUN[0], clock.today())
