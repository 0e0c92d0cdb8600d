"""A public library for JSON Schema from npm draws the birth form, and the server finds right what was filled in there.

The page is docs/api/form-library, an example for front-end developers.
"""

import http.server
import shutil
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.stack import PATIENCE, ROOT, Stack
from tools.portal import environment

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example, built as a developer would, with a proxy to the API beside it."""
    folder = tmp_path_factory.mktemp("form-library")
    shutil.copytree(ROOT / "docs" / "api" / "form-library", folder, dirs_exist_ok=True)
    for command in (["npm", "ci", "--no-audit", "--no-fund"], ["npm", "run", "build"]):
        subprocess.run(command, cwd=folder, env=environment(), check=True, capture_output=True)
    own = Stack(tmp_path_factory.mktemp("api"))
    own.prepare()
    try:
        own.start_api()
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _proxy(folder, f"{own.api}/graphql")) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_address[1]}"
            server.shutdown()
    finally:
        own.stop()


def _proxy(folder: Path, graphql: str) -> Any:
    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(folder))

        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            request = urllib.request.Request(graphql, asked, {"Content-Type": "application/json"})
            with urllib.request.urlopen(request) as answer:
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.headers["Content-Type"])
                self.end_headers()
                self.wfile.write(answer.read())

        def log_message(self, *_args: Any) -> None:
            """Nothing is written among the tests' lines."""

    return Handler


@pytest.fixture
def birth(address: str, chromium: Any) -> Iterator[Any]:
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{address}/index.html?code=9.000101")
    page.get_by_role("button", name="Kiểm tra").wait_for()
    yield page
    context.close()


def test_hoa_fills_in_the_birth_form_and_the_server_takes_it(birth, tmp_path):
    paper = tmp_path / "giay-chung-sinh.pdf"
    paper.write_bytes(b"%PDF-1.4 example")
    _the_applicant(birth)
    _the_child(birth)
    birth.set_input_files("#root_child_0_certificate", paper)
    for place in ("mother_known", "father_known", "copies_wanted"):
        _says(birth, place, "Không")
    birth.check("#root_declaration_agreed")
    birth.get_by_role("button", name="Kiểm tra").click()
    birth.get_by_role("status").wait_for()
    assert birth.get_by_role("status").inner_text() == "Đã điền đúng"


def test_a_field_is_asked_for_when_the_answer_before_calls_for_it(birth):
    assert birth.locator("#root_authorization_paper").count() == 0
    _says(birth, "applicant_relation", "Ông, bà")
    birth.locator("#root_authorization_paper").wait_for()
    _says(birth, "applicant_relation", "Mẹ")
    birth.locator("#root_authorization_paper").wait_for(state="detached")


def _the_applicant(page: Any) -> None:
    page.fill("#root_applicant_name", "Phạm Thị Hoa")
    page.fill("#root_applicant_id_number", "038190000012")
    page.fill("#root_applicant_phone", "0912345678")
    _lives(page, "root_applicant_home")
    _says(page, "applicant_relation", "Mẹ")


def _the_child(page: Any) -> None:
    page.fill("#root_child_0_name", "Phạm An")
    _says(page, "child_0_sex", "Nữ")
    page.fill("#root_child_0_born", "2026-03-01")
    page.fill("#root_child_0_ethnicity", "Kinh")
    page.fill("#root_child_0_nationality", "Việt Nam")
    _says(page, "child_0_born_at", "Cơ sở y tế")
    page.fill("#root_child_0_clinic", "Bệnh viện Phụ sản")
    _lives(page, "root_child_0_place")
    page.fill("#root_child_0_home_town", "Xã Hồng Lĩnh, Lam Sơn")


def _lives(page: Any, place: str) -> None:
    page.fill(f"[name={place}_province]", "ubnd-tinh")
    page.select_option(f"[name={place}_commune]", index=1)
    page.fill(f"[name={place}_detail]", "Thôn 3")


def _says(page: Any, place: str, answer: str) -> None:
    page.locator(f"#root_{place}").get_by_label(answer, exact=True).check()
