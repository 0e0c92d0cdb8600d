"""Security headers of the portal's pages, as the table of docs/running.md tells them."""

import urllib.error
import urllib.request

import pytest

from tests.browser.stack import Stack

pytestmark = pytest.mark.browser

EVERYWHERE = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}
TOLD_TO_NOBODY = ("Server", "X-Powered-By", "X-SvelteKit-Page", "Via")
PATHS = ("/", "/thu-tuc/9.000101", "/tim-kiem?q=khai+sinh", "/en", "/khong-co-trang-nay", "/thu-tuc/9.000101?ngay=x")


def headers_of(address: str):
    try:
        return urllib.request.urlopen(address, timeout=20).headers
    except urllib.error.HTTPError as error:
        return error.headers


@pytest.mark.parametrize("path", PATHS)
def test_every_page_and_every_error_has_them(stack, path):
    told = headers_of(stack.portal + path)
    assert {name: told[name] for name in EVERYWHERE} == EVERYWHERE
    assert [name for name in TOLD_TO_NOBODY if told[name]] == []
    policy = dict(part.strip().split(" ", 1) for part in told["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert {policy[name] for name in ("object-src", "base-uri", "frame-ancestors")} == {"'none'"}
    assert "unsafe" not in told["Content-Security-Policy"] and "*" not in told["Content-Security-Policy"]
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(told["Permissions-Policy"].split(", "))


def test_a_portal_on_https_is_asked_by_https_alone(stack, tmp_path):
    assert headers_of(stack.portal)["Strict-Transport-Security"] is None
    own = Stack(tmp_path)
    try:
        told = headers_of(own.start(origin="https://thutuc.lamson.example").portal)
        assert told["Strict-Transport-Security"] == "max-age=63072000"
        assert told["Content-Security-Policy"].endswith("upgrade-insecure-requests")
    finally:
        own.stop()
