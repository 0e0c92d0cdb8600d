"""What every browser test does at the desk."""

from typing import Any

from tests.build import PASSWORD

WATCHED = "document.addEventListener('w-unsaved:watch-edits', () => { window.isWatched = true })"


def logged_in(context: Any, api: str, name: str) -> Any:
    """A page of this officer, on the desk's home."""
    page = context.new_page()
    page.add_init_script(WATCHED)
    page.goto(f"{api}/quan-tri/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url(f"{api}/quan-tri/")
    return page


def wait_for_form(page: Any) -> None:
    """Until Wagtail watches the form: what is typed sooner it takes for the form as it came."""
    page.wait_for_function("window.isWatched")


def panel(page: Any, name: str) -> None:
    """Opens it, unless it is open: the desk remembers which one was."""
    page.wait_for_timeout(500)
    if not page.locator(f'[data-side-panel="{name}"]').is_visible():
        page.click(f'[data-side-panel-toggle="{name}"]')
    page.locator(f'[data-side-panel="{name}"]').wait_for()
