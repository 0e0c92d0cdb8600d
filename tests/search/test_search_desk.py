"""The desk's pages about search: trying, comparing, reporting, approving."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from cms.desk.roles import make_roles
from search import report, usage
from search.models import BestBet, SearchRecord, SuggestedQuery, Synonym
from search.suggest import suggest
from search.synchronize import rebuild
from tests import build
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
PAGES = [f"search_{name}:index" for name in ("try", "report", "synonyms", "bets", "signposts", "proposals")]
FORM = {"expression": "chum trầu", "stands_for": "kết hôn", "kind": "word", "sureness": "70", "is_active": "on",
        "unaccented": "on", "note": ""}  # fmt: skip


@pytest.fixture
def desk(province, engine, client):
    make_roles()
    minh = build.controller("minh")
    announced("1/QĐ-UBND", ("1.000001",), effective_on=APRIL, name="Đăng ký kết hôn")
    announced("2/QĐ-UBND", ("1.000002",), effective_on=APRIL, name="Cấp giấy phép xây dựng")
    rebuild(engine)
    client.force_login(minh)
    return client


def noted(query: str, times: int = 1) -> None:
    for _ in range(times):
        usage.searched(uuid.uuid4(), query, 1, channel="portal")
    usage.write()


@pytest.mark.parametrize("page", PAGES)
def test_the_control_office_sees_every_page(desk, page):
    assert desk.get(reverse(page)).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_an_author_without_the_right_sees_none(desk, lan, page):
    desk.force_login(lan)
    assert desk.get(reverse(page)).status_code == 302


@pytest.mark.parametrize("page", ["search_try:synonym", "search_report:approve"])
def test_nor_may_she_try_or_approve(desk, lan, page):
    desk.force_login(lan)
    assert desk.post(reverse(page), FORM).status_code == 302
    assert not SuggestedQuery.objects.exists()


def test_trying_shows_how_a_query_was_read_and_why_each_hit_stands_there(desk):
    page = desk.get(reverse("search_try:index"), {"q": "lam dam cuoi"}).content.decode()
    assert "Đăng ký kết hôn" in page
    assert "từ ngữ khớp" in page
    assert "kết hôn" in page


def test_trying_a_query_with_markup_shows_it_as_text(desk):
    page = desk.get(reverse("search_try:index"), {"q": "<script>x</script> kết hôn"}).content.decode()
    assert "<script>x" not in page


def test_a_synonym_is_tried_on_the_last_queries_before_it_is_saved(desk):
    noted("tiệc chum trầu")
    page = desk.post(reverse("search_try:synonym"), FORM).content.decode()
    assert "tiệc chum trầu" in page
    assert "Đăng ký kết hôn" in page
    assert not Synonym.objects.exists()


def test_a_synonym_that_changes_nothing_says_so(desk):
    page = desk.post(reverse("search_try:synonym"), FORM | {"stands_for": "phi thuyền"}).content.decode()
    assert "đều như cũ" in page


def test_a_saved_synonym_is_tried_with_what_the_form_holds_now(desk):
    row = Synonym.objects.create(expression="chum trầu", stands_for="kết hôn")
    changed = FORM | {"stands_for": "giấy phép xây dựng"}
    page = desk.post(reverse("search_try:synonym", args=[row.pk]), changed).content.decode()
    assert "Cấp giấy phép xây dựng" in page
    row.refresh_from_db()
    assert row.stands_for == "kết hôn"


def test_a_synonym_that_cannot_work_is_told_so_in_the_try(desk):
    page = desk.post(reverse("search_try:synonym"), FORM | {"stands_for": "chum trầu"}).content.decode()
    assert "Nghĩa phải khác chính từ đó" in page


def test_synonyms_and_bets_are_kept_at_the_desk(desk):
    desk.post(reverse("search_synonyms:add"), FORM)
    assert Synonym.objects.get().meanings == ["kết hôn"]
    bet = {"query": "kết hôn", "match": "whole", "code": "1.000002.000.00.00.H62", "effect": "first", "position": "1",
           "note": "nhiều người tìm nhầm"}  # fmt: skip
    desk.post(reverse("search_bets:add"), bet)
    assert BestBet.objects.get().code == "1.000002"
    assert "Cấp giấy phép xây dựng" in desk.get(reverse("search_bets:index")).content.decode()


def test_the_form_is_filled_from_the_report(desk):
    page = desk.get(reverse("search_synonyms:add"), {"expression": "chum trầu"}).content.decode()
    assert 'value="chum trầu"' in page


def test_the_report_counts_by_kind_and_keeps_its_filters(desk):
    noted("kết hôn", times=2)
    usage.searched(uuid.uuid4(), "phi thuyền", 0, channel="app")
    usage.write()
    page = desk.get(reverse("search_report:index"), {"kind": "empty", "days": "7"}).content.decode()
    assert "phi thuyền" in page
    assert "<strong>kết hôn</strong>" not in page
    page = desk.get(reverse("search_report:index"), {"channel": "portal", "days": "nonsense"}).content.decode()
    assert "<strong>kết hôn</strong>" in page
    assert "phi thuyền" not in page


def test_only_a_frequent_query_in_public_words_is_approved_as_a_proposal(desk, today):
    approve = reverse("search_report:approve")
    for day in (1, 2, 3):
        today(dt.date(2026, 3, day))
        noted("kết hôn", times=report.LEAST_SEARCHES)
        noted("phi thuyền", times=report.LEAST_SEARCHES)
    noted("xây dựng")
    for folded in ("phi thuyen", "xay dung", "", "'; --"):
        desk.post(approve, {"folded": folded})
    assert not SuggestedQuery.objects.exists()
    desk.post(approve, {"folded": "ket hon"})
    assert [each.text for each in suggest("kết") if each.kind == "query"] == ["kết hôn"]


def test_an_approved_proposal_is_not_shown_when_its_words_are_public_no_longer(desk, today):
    SuggestedQuery.objects.create(text="xây dựng")
    assert [each.text for each in suggest("xây") if each.kind == "query"] == ["xây dựng"]
    assert [each.text for each in suggest("xây", on=dt.date(2024, 1, 1)) if each.kind == "query"] == []


def test_proposals_are_listed_and_taken_back_but_not_written_by_hand(desk):
    row = SuggestedQuery.objects.create(text="kết hôn")
    assert desk.get(reverse("search_proposals:add")).status_code == 302
    desk.post(reverse("search_proposals:delete", args=[row.pk]))
    assert not SuggestedQuery.objects.exists()


def test_the_report_is_empty_before_the_first_search(desk):
    assert not SearchRecord.objects.exists()
    assert "Chưa có lượt tìm nào" in desk.get(reverse("search_report:index")).content.decode()
