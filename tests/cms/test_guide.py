"""The editors' guide is read at the desk, and tells of what the desk has."""

import re

import pytest

from cms.desk.guide import FOLDER

pytestmark = pytest.mark.django_db

TEXT = (FOLDER / "README.md").read_text(encoding="utf-8")
PICTURES = re.findall(r"!\[[^\]]+\]\(([\w-]+)\.png\)", TEXT)


def test_every_picture_is_there_and_is_one_that_the_story_takes():
    story = (FOLDER.parent.parent / "tests/browser/test_story_of_a_decision.py").read_text(encoding="utf-8")
    taken = re.findall(r'\.shot\("([\w-]+)"\)', story)
    assert sorted(PICTURES) == sorted(taken) == sorted(file.stem for file in FOLDER.glob("*.png"))


def test_lan_reads_it_at_the_desk_with_its_pictures(lan, client):
    client.force_login(lan)
    page = client.get("/quan-tri/huong-dan/").content.decode()
    assert "Lập quyết định công bố" in page and "<h2>" in page
    for name in re.findall(r'src="([^"]+\.png)"', page.partition("desk-guide")[2]):
        assert client.get(f"/quan-tri/huong-dan/{name}").headers["Content-Type"] == "image/png"


def test_its_other_pages_are_read_at_the_desk_too(lan, client):
    client.force_login(lan)
    links = re.findall(r"\]\(([\w-]+\.md)\)", TEXT)
    assert links == ["ban-dich.md"]
    for name in links:
        page = client.get(f"/quan-tri/huong-dan/{name}").content.decode()
        assert "Dịch nội dung sang ngôn ngữ khác" in page and "<h2>" in page
    assert client.get("/quan-tri/huong-dan/khong-co.md").status_code == 404


def test_nobody_reads_it_without_logging_in(client):
    for address in ("/quan-tri/huong-dan/", f"/quan-tri/huong-dan/{PICTURES[0]}.png"):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("name", ["khong-co", "..", "README"])
def test_it_hands_out_no_other_file(lan, client, name):
    client.force_login(lan)
    assert client.get(f"/quan-tri/huong-dan/{name}.png", follow=True).status_code == 404


def test_the_help_of_every_screen_leads_to_it_and_not_to_wagtails(lan, client):
    client.force_login(lan)
    home = client.get("/quan-tri/").content.decode()
    assert "/quan-tri/huong-dan/" in home
    assert "guide.wagtail.org" not in home and "wagtail.org/whats-new" not in home.lower()
