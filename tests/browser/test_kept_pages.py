"""A page that was made once is shown again, packed, as long as the API says that nothing of it has changed."""

import gzip
import http.client
import time
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser

PAGE = "/thu-tuc/9.000101"
NOTICE = """
from cms.pages.models import SiteNotice
from register import clock
from wagtail.models import Locale
day = clock.today()
SiteNotice.objects.create(text="Hệ thống nghỉ đêm nay", from_on=day, until_on=day, locale=Locale.get_default())
"""


def asked(stack, path: str = PAGE, verb: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(urlsplit(stack.portal).netloc, timeout=20)
    connection.request(verb, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_it_changes_within_seconds_of_what_it_was_made_of(stack):
    try:
        assert all("Hệ thống nghỉ đêm nay" not in asked(stack)[1].decode() for _reader in range(3))
        stack.manage("shell", "-v0", "-c", NOTICE)
        until = time.monotonic() + 10  # PAGE_SECONDS are one
        while "Hệ thống nghỉ đêm nay" not in (told := asked(stack)[1].decode()) and time.monotonic() < until:
            time.sleep(0.2)
        assert "Hệ thống nghỉ đêm nay" in told
    finally:
        stack.manage("shell", "-v0", "-c", "from cms.pages.models import SiteNotice; SiteNotice.objects.all().delete()")


def test_every_reader_gets_the_same_bytes_however_they_are_packed(stack):
    _first, plain = asked(stack)
    packed, body = asked(stack, Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip" and gzip.decompress(body) == plain
    smaller, brotli = asked(stack, Accept_Encoding="gzip, deflate, br")
    assert smaller.headers["Content-Encoding"] == "br" and len(brotli) < len(body)
    refused, whole = asked(stack, Accept_Encoding="br;q=0, identity")
    assert "Content-Encoding" not in refused.headers and whole == plain
    assert {each.headers["Vary"] for each in (packed, smaller, refused)} == {"Cookie, Accept-Encoding"}


def test_who_has_it_already_gets_no_body(stack):
    first, _body = asked(stack, Accept_Encoding="gzip")
    again, nothing = asked(stack, Accept_Encoding="gzip", If_None_Match=first.headers["ETag"])
    assert (again.status, nothing) == (304, b"")
    behind_a_proxy, _nothing = asked(stack, Accept_Encoding="gzip", If_None_Match="W/" + first.headers["ETag"])
    assert behind_a_proxy.status == 304
    # Another packing is another body.
    assert asked(stack, If_None_Match=first.headers["ETag"])[0].status == 200
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_each_language_day_and_address_has_a_page_of_its_own(stack):
    paths = (PAGE, f"/en{PAGE}", f"{PAGE}?ngay=2020-11-15", "/thu-tuc/9.000102")
    told = [[asked(stack, path)[1] for path in paths] for _time in range(2)]
    assert told[0] == told[1]
    assert len(set(told[0])) == len(paths)


def test_what_is_not_there_is_not_kept(stack):
    response, _body = asked(stack, "/thu-tuc/9.999999")
    assert response.status == 404
    assert response.headers["Cache-Control"] == "no-store"


def test_the_head_of_a_page_is_that_of_the_page(stack):
    head, nothing = asked(stack, verb="HEAD")
    assert (head.status, nothing) == (200, b"")
    assert head.headers["ETag"] in {None, asked(stack)[0].headers["ETag"]}
