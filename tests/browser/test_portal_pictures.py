"""The portal's pages as a person sees them, on a phone and on a desk: the pictures of docs/portal.

With PORTAL_PICTURES they are written there anew: `PORTAL_PICTURES=docs/portal make test-long ARGS="-k pictures"`.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.browser.stack import ROOT, Stack

pytestmark = [pytest.mark.browser, pytest.mark.long]

FOLDER = ROOT / "docs" / "portal"
Pages = Mapping[str, str]  # the name of a picture and the address it shows
WIDTHS = {390: 844, 1280: 900}
PAGES = {
    "01-trang-chu": "/",
    "02-ket-qua": "/tim-kiem?q=khai+sinh",
    "03-khong-co-ket-qua": "/tim-kiem?q=xyzxyz",
    "04-thu-tuc": "/thu-tuc/9.000101",
    "05-giay-to": "/thu-tuc/9.000101#giay-to",
    "06-ngay-khac": "/thu-tuc/9.000101?ngay=2020-11-15",
    "07-da-duoc-thay-the": "/thu-tuc/9.000601",
    "08-cac-noi-dung": "/thu-tuc/9.000101/phien-ban",
    "09-thay-doi": "/thu-tuc/9.000101/so-sanh",
    "10-quyet-dinh": "/quyet-dinh/2846-QD-UBND",
    "11-linh-vuc": "/linh-vuc",
    "12-co-quan": "/co-quan",
    "13-mot-co-quan": "/co-quan/mot-cua-phuong-lam-giang",
    "14-tieng-anh": "/en/thu-tuc/9.000101",
    "15-khong-tim-thay": "/thu-tuc/9.999999",
    "16-su-kien-trong-doi": "/trang/su-kien/sinh-con",
    "17-mot-linh-vuc": "/linh-vuc/ho-tich",
    "18-moi-cap-nhat": "/moi-cap-nhat",
    "19-noi-o": "/noi-o?ten=Hoa+Thach",
    "20-theo-doi": "/theo-doi?linh-vuc=ho-tich",
    "21-bao-sai": "/thu-tuc/9.000101/bao-sai",
    "22-cac-quyet-dinh": "/quyet-dinh",
    "23-mot-huong-dan": "/trang/huong-dan/nop-ho-so-truc-tuyen",
    "24-noi-khac": "/tim-kiem?q=nop+thue",
}
CLOSED = {"25-bao-tri": "/thu-tuc/9.000101"}
AWAY = {"26-tam-ngung": "/thu-tuc/9.000101"}


@pytest.fixture(params=WIDTHS)
def take(request: pytest.FixtureRequest, chromium: Any, tmp_path: Path) -> Iterator[Callable[[Stack, Pages], None]]:
    """Takes the pictures of pages at one width."""
    width = request.param
    folder = Path(os.environ.get("PORTAL_PICTURES") or tmp_path)
    context = chromium.new_context(viewport={"width": width, "height": WIDTHS[width]})
    page = context.new_page()

    def pictures(stack: Stack, pages: Pages) -> None:
        for name, path in pages.items():
            page.goto(stack.portal + path, wait_until="networkidle")
            assert "Be Vietnam Pro" in page.evaluate("getComputedStyle(document.body).fontFamily"), path
            assert page.evaluate("document.fonts.check('1rem \"Be Vietnam Pro\"')"), path
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
            picture = folder / f"{name}-{width}.jpg"
            page.screenshot(path=picture, type="jpeg", quality=75)
            assert picture.exists()

    yield pictures
    context.close()


def test_the_pictures_show_every_page(stack: Stack, take: Callable[[Stack, Pages], None]) -> None:
    take(stack, PAGES)


def test_and_what_they_say_while_the_portal_is_maintained(closed: Stack, take: Callable[[Stack, Pages], None]) -> None:
    take(closed, CLOSED)


def test_and_while_the_api_is_away(alone: Stack, take: Callable[[Stack, Pages], None]) -> None:
    take(alone, AWAY)


def test_each_page_has_its_pictures_in_the_docs() -> None:
    there = {picture.name for picture in FOLDER.glob("*.jpg")}
    assert there == {f"{name}-{width}.jpg" for name in (*PAGES, *CLOSED, *AWAY) for width in WIDTHS}
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert {name for name in there if f"({name})" not in told} == set()
