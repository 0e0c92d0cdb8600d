"""`searchProcedures { signposts }`: who handles what is not the province's, in the language of the reader."""

import pytest

from search.models import Signpost

pytestmark = pytest.mark.django_db

FOUND = """query ($q: String!, $locale: String!) {
  searchProcedures(query: $q, locale: $locale) { signposts { title text url telephone } } }"""


@pytest.fixture
def court(province):
    return Signpost.objects.create(
        title="Tòa án",
        title_en="The courts",
        text="Tòa án cho ly hôn.",
        url="https://toaan.example/",
        telephone="1900 0000",
        words="ly hôn",
    )


def test_it_is_told_in_the_language_asked_for_and_falls_back_to_vietnamese(court, ask):
    told = {"text": "Tòa án cho ly hôn.", "url": "https://toaan.example/", "telephone": "1900 0000"}
    for locale, title in (("vi", "Tòa án"), ("en", "The courts")):
        found = ask(FOUND, q="xin ly hon", locale=locale)["searchProcedures"]["signposts"]
        assert found == [told | {"title": title}]


def test_other_words_lead_nowhere_else(court, ask):
    assert ask(FOUND, q="đăng ký kết hôn", locale="vi")["searchProcedures"]["signposts"] == []
