"""`/ma-qr/<code>.svg`: the address of a procedure's page to scan."""

import datetime as dt
import io

import pytest
import segno

from cms.announce import announce
from cms.models import Procedure
from tests import build
from tests.build import announced

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def public(province, settings):
    settings.PUBLIC_URL = "https://thutuc.lamson.example/"
    announced("1/QĐ-UBND", effective_on=dt.date(2024, 4, 1))


def modules(address: str) -> bytes:
    """What a scanner sees of the code of that address."""
    file = io.BytesIO()
    segno.make_qr(address, error="m").save(
        file, kind="svg", border=4, light="white", xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return file.getvalue()


def test_it_holds_the_short_address_of_the_page_in_the_asked_language(client):
    answer = client.get("/ma-qr/1.000001.svg")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert answer.content == modules("https://thutuc.lamson.example/thu-tuc/1.000001")
    english = client.get("/ma-qr/1.000001.svg?locale=en")
    assert english.content == modules("https://thutuc.lamson.example/en/thu-tuc/1.000001")
    # The local form of a code leads to the same page.
    assert client.get("/ma-qr/1.000001.000.00.00.H62.svg").content == answer.content


def test_it_is_a_picture_and_nothing_else(client):
    answer = client.get("/ma-qr/1.000001.svg")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"<script" not in answer.content and b"style" not in answer.content


def test_it_is_not_sent_again_to_who_has_it(client):
    etag = client.get("/ma-qr/1.000001.svg")["ETag"]
    assert client.get("/ma-qr/1.000001.svg", headers={"If-None-Match": etag}).status_code == 304
    assert client.get("/ma-qr/1.000001.svg?locale=en", headers={"If-None-Match": etag}).status_code == 200


def test_there_is_none_for_what_has_no_public_page(client):
    draft = build.decision("2/QĐ-UBND", effective_on=dt.date(2024, 4, 1))
    build.edition(draft, "1.000002")
    Procedure.objects.filter(code="1.000002").update(scope="internal")
    announce(draft, "minh")
    for code in ("1.000002", "9.999999", "khong-co"):
        assert client.get(f"/ma-qr/{code}.svg").status_code == 404
    assert client.get("/ma-qr/1.000001.svg?locale=fr").status_code == 400
    assert client.post("/ma-qr/1.000001.svg").status_code == 405
