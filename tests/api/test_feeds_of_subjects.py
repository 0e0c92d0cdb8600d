"""Feeds about one procedure, sector or agency: the decisions that are its news, and nothing of others."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest
from django.conf import settings

from cms.announce import announce
from cms.models import Procedure
from register import record
from register.models import Agency, Announcement, Sector
from tests import build

from .test_feeds import APRIL, ATOM, FAR, categories, entries, texts

pytestmark = pytest.mark.django_db
PROCEDURE, SECTOR, AGENCY = (
    f"/feeds/{path}.atom" for path in ("procedures/1.000001", "sectors/ho-tich", "agencies/so-tu-phap")
)


@pytest.fixture
def read(client):
    return lambda path: ET.fromstring(client.get(path).content)


@pytest.fixture(autouse=True)
def _announced(province):
    """One decision about civil status, by the Department of Justice, and one about land."""
    parts = [{"role": "performing", "agency": Agency.objects.get(key="so-tu-phap").pk, "text": "", "act": ""}]
    build.announced(
        "1/QĐ-UBND",
        ("1.000001", "1.000002"),
        name="Đăng ký khai sinh",
        effective_on=APRIL,
        agencies=build.stream("agency", parts),
    )
    build.announced("2/QĐ-UBND", ("1.000003",), effective_on=APRIL, sector=Sector.objects.get(key="dat-dai"))


@pytest.mark.parametrize(
    ("path", "title", "page"),
    [
        (PROCEDURE, "Thay đổi về thủ tục Đăng ký khai sinh", "thu-tuc/1.000001"),
        (SECTOR, "Thay đổi về lĩnh vực Hộ tịch", "linh-vuc/ho-tich"),
        (AGENCY, "Thay đổi về cơ quan Sở Tư pháp", "co-quan/so-tu-phap"),
    ],
)
def test_each_is_valid_atom_with_the_decisions_about_it_alone(client, read, path, title, page):
    assert client.get(path)["Content-Type"] == "application/atom+xml; charset=utf-8"
    told = read(path)
    assert told.findtext(f"{ATOM}title") == f"{title} - Ủy ban nhân dân tỉnh Lam Sơn"
    links = {link.get("rel"): link.get("href") for link in told.findall(f"{ATOM}link")}
    assert links == {"alternate": f"{settings.PUBLIC_URL}/{page}", "self": f"{settings.PUBLIC_URL}{path}"}
    for element in [told, *entries(told)]:  # RFC 4287, 4.1.1 and 4.1.2
        for name in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{name}")
        assert dt.datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
        assert element.findtext(f"{ATOM}author/{ATOM}name")
    (entry,) = entries(told)
    assert "1/QĐ-UBND" in entry.findtext(f"{ATOM}title")
    assert entry.findtext(f"{ATOM}id").endswith(f":quyet-dinh/1-QD-UBND-2024/{page}")
    assert "Mới ban hành từ ngày 01/04/2024: Đăng ký khai sinh (1.000001)." in entry.findtext(f"{ATOM}summary")
    assert categories(entry) == {"new"}


def test_the_feed_of_a_procedure_names_no_other_of_the_decision(read):
    (entry,) = entries(read(PROCEDURE))
    assert "1.000002" not in entry.findtext(f"{ATOM}summary")


def test_what_is_announced_of_the_future_withdrawn_and_abolished_is_told(read):
    build.announced("3/QĐ-UBND", ("1.000001",), change="abolished", signed_on=APRIL, sector=None, effective_on=FAR)
    build.announced("4/QĐ-UBND", ("1.000004",), effective_on=FAR)
    record.withdraw(Announcement.objects.get(number="4/QĐ-UBND"), "Ký nhầm", "minh")
    assert [title.partition("Quyết định ")[2][:9] for title in texts(read(SECTOR), "title")] == [
        "4/QĐ-UBND",
        "3/QĐ-UBND",
        "1/QĐ-UBND",
    ]
    withdrawn, abolished, _first = entries(read(SECTOR))
    assert "Đã thu hồi: Ký nhầm" in withdrawn.findtext(f"{ATOM}summary")
    assert "Bị bãi bỏ từ ngày 01/01/2035: " in abolished.findtext(f"{ATOM}summary")
    assert len(entries(read(PROCEDURE))) == 2


def test_a_long_decision_is_told_in_part(read, monkeypatch):
    from api import feeds

    monkeypatch.setattr(feeds, "MOST", 1)
    (entry,) = entries(read(SECTOR))
    assert "Và 1 thủ tục khác." in entry.findtext(f"{ATOM}summary")


def test_internal_procedures_and_drafts_have_no_feed_and_stand_in_none(client, read):
    hidden = build.decision("7/QĐ-UBND", effective_on=APRIL)
    build.edition(hidden, "1.000007", name="Tên bí mật")
    Procedure.objects.filter(code="1.000007").update(scope="internal")
    announce(hidden, "minh")
    build.edition(build.decision("8/QĐ-UBND"), "1.000008", name="Tên bí mật")
    for code in ("1.000007", "1.000008"):
        assert client.get(f"/feeds/procedures/{code}.atom").status_code == 404
    assert len(entries(read(SECTOR))) == 1
    assert "bí mật" not in client.get(SECTOR).content.decode()


@pytest.mark.parametrize(
    "path", ["procedures/9.999999", "sectors/khong-co", "agencies/ho-tich", "sectors/%00", "agencies/..%2f..%2fetc"]
)
def test_what_the_public_does_not_know_is_404_in_both_languages(client, path):
    response = client.get(f"/feeds/{path}.atom")
    assert response.status_code == 404
    if "%2f" not in path:
        assert response.content.decode() == "Không có kênh tin này.\nThere is no such feed.\n"
        assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", [PROCEDURE, SECTOR, AGENCY])
def test_who_has_it_is_told_so_until_something_is_announced(client, path):
    first = client.get(path)
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get(path).content == first.content
    build.announced("5/QĐ-UBND", ("1.000005",), effective_on=APRIL)
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_no_two_feeds_share_an_etag(client):
    assert len({client.get(path)["ETag"] for path in (PROCEDURE, SECTOR, AGENCY, "/feeds/decisions.atom")}) == 4


@pytest.mark.parametrize("path", [PROCEDURE, SECTOR, AGENCY])
def test_the_number_of_queries_does_not_grow_with_the_feed(client, path, django_assert_max_num_queries):
    for number in range(5, 9):
        build.announced(f"{number}/QĐ-UBND", ("1.000001",), change="amended", signed_on=APRIL.replace(day=number))
    client.get(path)
    with django_assert_max_num_queries(8):
        client.get(path)


def test_only_reading_is_answered(client):
    assert client.head(SECTOR).status_code == 200
    assert client.post(SECTOR).status_code == 405
