"""Addresses of the portal that was here before lead on, by the table that editors keep or bring in from a file."""

import http.client
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser

MAKE = """
from wagtail.contrib.redirects.models import Redirect
rows = {
    "/portal/chi-tiet-thu-tuc?tab=1&id=214": ("/thu-tuc/9.000101", True),
    "/tin-tuc/cu.aspx": ("https://example.vn/tin", False),
    "/xau": ("javascript:alert(1)", True),
}
for old, (to, permanent) in rows.items():
    Redirect.objects.create(old_path=Redirect.normalise_path(old), redirect_link=to, is_permanent=permanent)
"""


@pytest.fixture(scope="module", autouse=True)
def table(stack):
    stack.manage("shell", "-v0", "-c", MAKE)
    yield
    stack.manage(
        "shell", "-v0", "-c", "from wagtail.contrib.redirects.models import Redirect; Redirect.objects.all().delete()"
    )


def asked(stack, path: str) -> tuple[int, str | None]:
    connection = http.client.HTTPConnection(urlsplit(stack.portal).netloc, timeout=20)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, response.headers["Location"]


def test_with_its_parameters_in_any_order(stack):
    assert asked(stack, "/portal/chi-tiet-thu-tuc?tab=1&id=214") == (301, "/thu-tuc/9.000101")
    assert asked(stack, "/portal/chi-tiet-thu-tuc?id=214&tab=1") == (301, "/thu-tuc/9.000101")
    assert asked(stack, "/tin-tuc/cu.aspx") == (302, "https://example.vn/tin")


@pytest.mark.parametrize("path", ["/portal/chi-tiet-thu-tuc?tab=1&id=215", "/portal", "/wp-login.php", "/a/b/c/d"])
def test_what_is_not_in_the_table_is_not_found(stack, path):
    assert asked(stack, path) == (404, None)


def test_a_row_never_leads_into_a_script(stack):
    status, to = asked(stack, "/xau")
    assert status in {301, 404}
    assert to is None or to.startswith("/trang/")
