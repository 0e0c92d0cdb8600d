"""The page of components: for who works on the portal, in every state, and shown by no installation."""

import pytest

from tests.browser.stack import Stack, read
from tests.browser.test_accessibility import faults_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    own = Stack(tmp_path_factory.mktemp("kit"), KIT="1")
    try:
        yield own.start()
    finally:
        own.stop()


def test_every_component_of_a_page_is_on_it_and_axe_finds_nothing(kit, live_page):
    live_page.goto(f"{kit.portal}/_kit")
    assert live_page.locator("main section").count() > 10
    assert live_page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert faults_of(live_page) == []


def test_an_installation_does_not_show_it(stack):
    assert read(f"{stack.portal}/_kit")[0] == 404
