"""Documents are made by whom they concern: at once, or by a worker, for nobody else."""

import datetime as dt

import pytest

from cms import jobs
from cms.models import Decision, Job, PaperFile
from cms.papers import making
from register import clock
from tests import build

from . import papers

pytestmark = pytest.mark.django_db

INDEX = "/quan-tri/van-ban/"
ASKED = {"level": "commune", "agency": "", "sector": "", "day": "2024-03-01", "desk": "", "form": "docx"}


def at(decision):
    return f"/quan-tri/snippets/cms/decision/annex/{decision.pk}/"


@pytest.fixture
def decision(lan):
    row = build.decision("", signed_on=None)
    build.edition(row, "1.000001", name="Đăng ký khai sinh", approved=False, confirmed=False)
    return row


@pytest.fixture
def many(decision, monkeypatch):
    """More than are made at once."""
    monkeypatch.setattr(making, "AT_ONCE", 1)
    build.edition(decision, "1.000002", approved=False, confirmed=False)
    return decision


@pytest.fixture
def asleep(monkeypatch):
    """No worker hears the wake-up."""
    monkeypatch.setattr(jobs.asked, "send", lambda *args, **kwargs: [])


@pytest.mark.parametrize("form", sorted(making.TYPES))
def test_the_decisions_page_offers_its_annex(decision, lan, client, form):
    client.force_login(lan)
    page = client.get(decision.snippet_viewset.address("overview", decision)).content.decode()
    assert at(decision) in page and f'value="{form}"' in page
    response = client.post(at(decision), {"form": form})
    assert response["Content-Type"] == making.TYPES[form]
    assert response["Content-Disposition"] == f'attachment; filename="phu-luc-du-thao-{decision.pk}.{form}"'
    assert "no-store" in response["Cache-Control"]
    told = papers.words_of_docx(response.content) if form == "docx" else papers.words_of_pdf(response.content)
    assert "Đăng ký khai sinh" in told


def test_a_decision_without_rows_offers_none(lan, client):
    row = build.decision("", signed_on=None)
    client.force_login(lan)
    assert at(row) not in client.get(row.snippet_viewset.address("overview", row)).content.decode()


def test_who_may_see_a_decision_may_make_its_annex_and_others_find_none(decision, lan, minh, tuan, client):
    told = {}
    for user in (lan, minh, tuan):
        client.force_login(user)
        told[user.username] = client.post(at(decision), {"form": "docx"}).status_code
    assert told == {"lan": 200, "minh": 200, "tuan": 404}


def test_an_annex_of_what_is_public_is_made_as_well(minh, client):
    build.announced("5/QĐ-UBND")
    client.force_login(minh)
    response = client.post(at(Decision.objects.get()), {"form": "docx"})
    assert "Số: 5/QĐ-UBND" in papers.words_of_docx(response.content)


def test_a_file_of_another_kind_is_refused(decision, lan, client):
    client.force_login(lan)
    assert client.post(at(decision), {"form": "html"}).status_code == 400
    assert client.get(at(decision)).status_code == 405


def test_another_departments_draft_in_ones_decision_is_not_told(decision, lan, client):
    build.edition(decision, "1.000009", department_key="so-xay-dung", name="BÍMẬT", approved=False, confirmed=False)
    client.force_login(lan)
    told = papers.words_of_docx(client.post(at(decision), {"form": "docx"}).content)
    assert "1.000009" in told and "BÍMẬT" not in told


# -- By a worker -------------------------------------------------------------------------------------------------------


def test_many_are_made_by_a_worker_while_the_page_tells_how_far_it_is(many, asleep, lan, client):
    client.force_login(lan)
    watching = client.post(at(many), {"form": "pdf"}).url
    page = client.get(watching)
    assert page["Refresh"] == "2" and "Đang chờ đến lượt" in page.content.decode()
    Job.objects.get().tell(1, 2)
    assert "1/2 thủ tục" in client.get(watching).content.decode()
    assert client.get(f"{watching}tai/").url == watching
    assert jobs.work() == 1
    page = client.get(watching)
    assert "Refresh" not in page and f"{watching}tai/" in page.content.decode()
    assert "1.000002" in papers.words_of_pdf(client.get(f"{watching}tai/").content)


def test_the_worker_makes_it_with_the_rights_of_who_asked(many, asleep, lan, client):
    build.edition(many, "1.000009", department_key="so-xay-dung", name="BÍMẬT", approved=False, confirmed=False)
    client.force_login(lan)
    watching = client.post(at(many), {"form": "docx"}).url
    jobs.work()
    told = papers.words_of_docx(client.get(f"{watching}tai/").content)
    assert "1.000009" in told and "BÍMẬT" not in told


def test_what_was_made_is_nobody_elses_and_gone_with_the_right(many, asleep, lan, minh, client):
    client.force_login(lan)
    watching = client.post(at(many), {"form": "docx"}).url
    jobs.work()
    client.force_login(minh)
    assert [client.get(each).status_code for each in (watching, f"{watching}tai/")] == [404, 404]
    lan.groups.first().collection_permissions.all().delete()
    client.force_login(lan)
    assert [client.get(each).status_code for each in (watching, f"{watching}tai/")] == [404, 404]


def test_a_fault_is_told_with_its_number(many, asleep, lan, client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("SELECT secret")

    client.force_login(lan)
    watching = client.post(at(many), {"form": "docx"}).url
    monkeypatch.setattr("cms.papers.asking.make", broken)
    jobs.work()
    page = client.get(watching).content.decode()
    assert f"số việc: {Job.objects.get().pk}" in page and "SELECT" not in page and "/tai/" not in page


def test_it_is_kept_for_a_day(many, asleep, lan, client, monkeypatch):
    client.force_login(lan)
    client.post(at(many), {"form": "docx"})
    jobs.forget_uploads()
    assert PaperFile.objects.count() == 1
    later = clock.now() + jobs.KEPT + dt.timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    jobs.forget_uploads()
    assert not PaperFile.objects.exists() and not Job.objects.exists()


# -- The notice board --------------------------------------------------------------------------------------------------


def test_every_officer_prints_the_list_of_the_notice_board(tuan, client):
    build.announced(name="Đăng ký khai sinh")
    client.force_login(tuan)
    assert INDEX in client.get("/quan-tri/").content.decode()
    page = client.get(INDEX).content.decode()
    assert "Hộ tịch" in page and "Sở Tư pháp" in page
    response = client.post(INDEX, ASKED | {"desk": "Phường Hạc Thành"})
    told = papers.words_of_docx(response.content)
    assert "PHƯỜNG HẠC THÀNH" in told and "Đăng ký khai sinh" in told
    assert 'filename="niem-yet-commune-2024-03-01.docx"' in response["Content-Disposition"]


@pytest.mark.parametrize(
    "wrong", [{"level": "x"}, {"agency": "x"}, {"sector": "x"}, {"day": "hôm nay"}, {"form": "html"}]
)
def test_what_no_list_has_is_refused_in_the_form(tuan, client, wrong):
    client.force_login(tuan)
    response = client.post(INDEX, ASKED | wrong)
    assert response.status_code == 200 and set(response.context["form"].errors) == set(wrong)


def test_a_long_list_is_a_workers(tuan, asleep, client, monkeypatch):
    monkeypatch.setattr(making, "AT_ONCE", 1)
    build.announced("1/QĐ-UBND", ("1.000001", "1.000002"))
    client.force_login(tuan)
    watching = client.post(INDEX, ASKED).url
    jobs.work()
    assert "1.000002" in papers.words_of_docx(client.get(f"{watching}tai/").content)


def test_the_list_is_closed_to_who_is_not_at_the_desk(client, db):
    assert client.post(INDEX, ASKED).url.startswith("/quan-tri/login/")
