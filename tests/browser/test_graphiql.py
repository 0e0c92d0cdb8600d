"""GraphiQL as a front end's developer opens it the first time."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.services]


def test_it_opens_with_the_examples_as_tabs_and_answers(stack, live_page):
    live_page.goto(f"{stack.api}/graphql")
    tabs = live_page.get_by_role("tab")
    live_page.get_by_role("tab", name="SearchProcedures", exact=True).click()
    assert tabs.count() > 10
    live_page.get_by_role("button", name="Execute query").click()
    answer = live_page.locator(".result-window")
    answer.get_by_text("searchProcedures").first.wait_for()
    assert "errors" not in answer.inner_text()
