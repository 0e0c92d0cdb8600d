"""What each group of the desk may open: every address under the desk's prefix, as `rights.tsv` expects it.

A new view fails here until its row says to whom it is open. A row: the address as the resolver has it, then a sign for
each group of the first line: `o` opens, `p` takes only a POST, `.` is shut (refused, not there, or led back home).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group

from cms.desk.roles import ANNOUNCING, AUDITING, CONTROL, PROOFREADING, TRANSLATING
from cms.pages.roles import EDITORS, make_page_editors
from tests import build

from .conftest import desk_digest
from .test_rights_walk import LEFT_OUT, addresses, ask, story  # noqa: F401
from .test_vietnamese import address, rows  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.long]

TABLE = Path(__file__).parent / "rights.tsv"
BACK = ("/quan-tri/", "/quan-tri/login/")


@pytest.fixture
def people(story: dict[str, Any], lan: Any, tuan: Any, control: dict[str, Group]) -> dict[str, Any]:  # noqa: F811
    """One officer of each group, by what the table calls it; `foreign` writes for another department."""
    make_page_editors()
    found = {"author": lan, "head": build.head("lanh-dao", "so-tu-phap"), "foreign": tuan}
    for name, group in {
        "control": CONTROL,
        "announcer": ANNOUNCING,
        "translator": TRANSLATING,
        "proofreader": PROOFREADING,
        "auditor": AUDITING,
        "pages": EDITORS,
    }.items():
        found[name] = build.person(f"nhom-{name}")
        found[name].groups.add(Group.objects.get(name=group))
    return found


def walked() -> Iterator[str]:
    for path, each in addresses():
        if each.name not in LEFT_OUT:
            yield path


def sign(response: Any) -> str:
    if response.status_code == 405:
        return "p"
    if response.status_code in {301, 302, 303}:
        return "." if response["Location"].split("?")[0] in BACK else "o"
    return "o" if response.status_code < 400 else "." if response.status_code < 500 else "!"


def expected() -> tuple[list[str], dict[str, str]]:
    head, *lines = TABLE.read_text(encoding="utf-8").splitlines()
    return head.split("\t")[1].split(), dict(line.split("\t") for line in lines)


def test_every_address_opens_to_the_groups_that_the_table_names(story, people, rows, client):  # noqa: F811
    names, table = expected()
    assert names == list(people)
    client.raise_request_exception = False
    found = dict.fromkeys(walked(), "")
    for name in names:
        client.force_login(people[name])
        for path in found:
            found[path] += sign(client.get(address(path, story, rows)))
    assert {path for path in table if path not in found} == set(), "These addresses are no more: take their rows out."
    assert {path: signs for path, signs in found.items() if table.get(path) != signs} == {}


def test_an_auditor_reads_and_changes_nothing(story, people, rows, client):  # noqa: F811
    client.force_login(people["auditor"])
    client.raise_request_exception = False
    before, wrote = desk_digest(), []
    for path in walked():
        ask(client, "post", address(path, story, rows), story, "edition")
        if desk_digest() != before:
            wrote.append(path)
            before = desk_digest()
    assert wrote == []
