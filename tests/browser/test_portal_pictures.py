"""The portal's pages as a person sees them, on a phone and on a desk: the pictures of docs/portal.

With PORTAL_PICTURES they are written there anew: `PORTAL_PICTURES=docs/portal make test-long ARGS="-k pictures"`.
"""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.browser.stack import ROOT, Stack

pytestmark = [pytest.mark.browser, pytest.mark.long]

FOLDER = ROOT / "docs" / "portal"
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
}


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pictures_show_every_page(stack: Stack, chromium: Any, width: int, tmp_path: Path) -> None:
    folder = Path(os.environ.get("PORTAL_PICTURES") or tmp_path)
    context = chromium.new_context(viewport={"width": width, "height": WIDTHS[width]})
    page = context.new_page()
    for name, path in PAGES.items():
        page.goto(stack.portal + path, wait_until="networkidle")
        assert page.evaluate("document.fonts.check('1rem \"Be Vietnam Pro\"')"), path
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        page.screenshot(path=folder / f"{name}-{width}.jpg", type="jpeg", quality=75)
    context.close()
    assert len(list(folder.glob(f"*-{width}.jpg"))) == len(PAGES)


def test_each_page_has_its_pictures_in_the_docs() -> None:
    there = {picture.name for picture in FOLDER.glob("*.jpg")}
    assert there == {f"{name}-{width}.jpg" for name in PAGES for width in WIDTHS}
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert {name for name in there if f"({name})" not in told} == set()
