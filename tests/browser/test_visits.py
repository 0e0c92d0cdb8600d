"""The portal counts how often its pages are shown, and knows of nobody who saw them."""

import time
import urllib.request

import pytest

from tests.browser.stack import Stack

pytestmark = pytest.mark.browser

COUNTED = "from inbox.models import PageVisits; print(*PageVisits.objects.values_list('path', 'count'), sep=chr(10))"


@pytest.fixture
def own(tmp_path):
    stack = Stack(tmp_path, VISIT_SECONDS="1")
    stack.prepare()
    try:
        yield stack.start()
    finally:
        stack.stop()


def test_readers_are_counted_by_page_and_programs_are_not(own, chromium):
    context = chromium.new_context(user_agent="Mozilla/5.0 (Linux; Android 9) Chrome/120 Mobile")
    page = context.new_page()
    for path in ("/thu-tuc/9.000101", "/thu-tuc/9.000101", "/thu-tuc/9.000101?ngay=2020-11-15", "/en", "/khong-co"):
        page.goto(own.portal + path)
    assert context.cookies() == []
    context.close()
    for agent in ("Googlebot/2.1", "python-urllib/3", ""):
        urllib.request.urlopen(
            urllib.request.Request(f"{own.portal}/linh-vuc", headers={"User-Agent": agent}), timeout=20
        ).read()
    wanted, told = {"('/thu-tuc/9.000101', 3)", "('/en', 1)"}, set()
    until = time.monotonic() + 20
    while told != wanted and time.monotonic() < until:
        told = set(own.manage("shell", "-v0", "-c", COUNTED).splitlines())
    assert told == wanted
