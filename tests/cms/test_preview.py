"""A preview opens one draft, once, for a quarter of an hour, for the editor who pressed, and nothing else ever does."""

import datetime as dt
import hashlib
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.test.utils.form_data import streamfield

from api import persisted
from cms.models import Edition, PreviewToken
from cms.preview.opening import hashed, may_see
from cms.preview.press import KEPT
from register import clock
from tests import build

from .forms import EDITION, edition_form, page

pytestmark = pytest.mark.django_db

MARKER = "DẤUCỦADỰTHẢO"
TEXT = """
    fragment Text on Edition {
      key code name change form effectiveOn locale isFallback corrected successors { code }
      decision { id address number title summary issuer { name } signedOn follows files { name } withdrawal { reason }
        editions { name } }
      content { sector { name } agencies { role } steps { text }
        methods { channel limits { duration { value } } fees { amount { dong } } }
        components { items { name } } reception legalBasis { number } related { code name } }
    }"""
READ = (
    """query Preview($key: ID!, $secret: String!, $on: Date) { preview(key: $key, secret: $secret, on: $on) {
      place key levels effectiveOn isSigned locale isFallback expiresAt userBar
      procedure { id on state name history { name } related { name } replacedBy { code }
        edition { ...Text } levels { level state edition { key name } } } } }"""
    + TEXT
)
QUERIES_OF_A_PREVIEW = 17  # session, account, right, whom she stands in for, and draft among them
OPEN = "mutation Open($key: ID!, $token: String!) { openPreview(key: $key, token: $token) { secret expiresAt } }"


@pytest.fixture
def draft(lan: Any) -> Edition:
    """Lan's draft of a decision that is not signed yet."""
    decision = build.decision("", signed_on=None, title=f"Công bố {MARKER}")
    edition = build.edition(decision, "1.000777", name="Tên đã lưu", steps=[f"Bước {MARKER}"])
    edition.save_revision(user=lan, clean=False)
    return edition


@pytest.fixture
def desk(client: Any, lan: Any) -> Any:
    client.force_login(lan)
    return client


@pytest.fixture
def press(desk: Any) -> Any:
    """Presses the desk's button with a form as it is on the screen; gives address, key and token."""

    def pressed(edition: Edition, mode: str = "", **typed: Any) -> tuple[str, str]:
        view = page(edition, "preview")
        assert desk.post(view, edition_form(edition, **typed)).json() == {"is_valid": True, "is_available": True}
        response = desk.get(view, {"mode": mode, "in_preview_panel": "true"} if mode else {})
        assert response.status_code == 302, response.content.decode()
        return parts(response["Location"])

    return pressed


def parts(address: str) -> tuple[str, str]:
    assert address.startswith(f"{settings.PUBLIC_URL}/xem-truoc/")
    found = urlsplit(address)
    return found.path.split("/")[-1], parse_qs(found.query)["token"][0]


@pytest.fixture
def portal() -> Any:
    """Asks the API as the portal does: with no cookie of the desk."""
    from django.test import Client

    def asked(query: str, **variables: Any) -> Any:
        body = json.dumps({"query": query, "variables": variables})
        response = Client().post("/graphql", body, content_type="application/json")
        assert response["Cache-Control"] == "private, no-store"
        answer = response.json()
        assert "errors" not in answer, answer["errors"]
        return next(iter(answer["data"].values()))

    return asked


@pytest.fixture
def opened(press: Any, portal: Any) -> Any:
    """Presses, exchanges, and gives what reads: a function of the day."""

    def made(edition: Edition, mode: str = "", **typed: Any) -> Any:
        key, token = press(edition, mode, **typed)
        secret = portal(OPEN, key=key, token=token)["secret"]
        return lambda on=None: portal(READ, key=key, secret=secret, on=on and str(on))

    return made


def after(monkeypatch: pytest.MonkeyPatch, **more: int) -> None:
    moment = clock.now() + dt.timedelta(**more)
    monkeypatch.setattr(clock, "now", lambda: moment)


# -- What is seen -----------------------------------------------------------------------------------------------------


def test_the_unsaved_text_is_read_as_the_public_would_read_it(opened, draft):
    told = opened(draft, name="Tên chưa lưu", steps=["Bước chưa lưu"])()
    edition = told["procedure"]["edition"]
    assert (edition["name"], edition["content"]["steps"]) == ("Tên chưa lưu", [{"text": "Bước chưa lưu"}])
    assert (told["place"], told["procedure"]["state"], told["isSigned"]) == ("SHOWN", "IN_FORCE", False)
    assert edition["decision"]["address"] == "" and edition["decision"]["editions"] == []
    draft.refresh_from_db()
    assert draft.name == "Tên đã lưu"


def test_a_new_edition_is_seen_before_its_first_saving(desk, portal, draft):
    form = edition_form(draft, name="Chưa từng lưu")
    view = f"{EDITION}preview/"
    assert desk.post(view, form).json()["is_available"]
    key, token = parts(desk.get(view)["Location"])
    secret = portal(OPEN, key=key, token=token)["secret"]
    assert portal(READ, key=key, secret=secret)["procedure"]["name"] == "Chưa từng lưu"
    assert PreviewToken.objects.get(key=key).kind == "cms.procedure"


def test_without_a_procedure_the_desk_makes_no_preview(desk, draft):
    form = edition_form(draft) | {"procedure": ""}
    view = f"{EDITION}preview/"
    assert not desk.post(view, form).json()["is_available"]
    assert desk.get(view).status_code == 200
    assert not PreviewToken.objects.exists()


def test_english_is_laid_over_the_unsaved_vietnamese_text(opened, draft):
    build.translated(draft, "Saved English name")
    told = opened(draft, "en", name="Tên chưa lưu")()
    assert (told["procedure"]["name"], told["locale"], told["isFallback"]) == ("Saved English name", "en", False)


def test_a_language_without_a_text_falls_back_and_says_so(opened, draft):
    told = opened(draft, "en", name="Tên chưa lưu")()
    assert (told["procedure"]["name"], told["isFallback"]) == ("Tên chưa lưu", True)


def test_a_list_edition_is_seen_on_its_base(opened, lan):
    announced = build.announced(
        "9/QĐ-BTP", ("1.000777",), issuer="bo-tu-phap", steps=["Bước của bộ"], effective_on=dt.date(2024, 4, 1)
    )
    base = announced.editions.get().key
    edition = build.edition(build.decision("", signed_on=None), "1.000777", form="list", base_key=base, steps=[])
    told = opened(edition, base_key=base, steps=[], reception="Một cửa của tỉnh")()
    content = told["procedure"]["edition"]["content"]
    assert (content["steps"], content["reception"]) == ([{"text": "Bước của bộ"}], "Một cửa của tỉnh")


def test_any_day_is_answered_as_if_the_draft_were_announced(opened, lan):
    build.announced("1/QĐ-UBND", ("1.000777",), name="Tên công khai", effective_on=dt.date(2024, 4, 1))
    begins = clock.today() + dt.timedelta(days=30)
    decision = build.decision("", signed_on=None, effective_on=begins)
    read = opened(build.edition(decision, "1.000777", change="amended", name="Tên mới"), name="Tên mới")
    told = read()
    assert (told["procedure"]["on"], told["place"], told["procedure"]["name"]) == (str(begins), "SHOWN", "Tên mới")
    before = read(begins - dt.timedelta(days=1))
    assert (before["place"], before["procedure"]["name"]) == ("LATER", "Tên công khai")
    assert read(dt.date(2020, 1, 1))["procedure"]["state"] == "NOT_YET_IN_FORCE"


def test_a_draft_that_another_text_outranks_is_seen_all_the_same(opened, lan):
    build.announced("1/QĐ-UBND", ("1.000777",), name="Tên của tỉnh", effective_on=dt.date(2024, 4, 1))
    decision = build.decision("", issuer="bo-tu-phap", signed_on=None)
    told = opened(build.edition(decision, "1.000777", change="amended"), name="Tên của bộ")()
    assert (told["place"], told["procedure"]["name"]) == ("OUTRANKED", "Tên của bộ")


def test_an_ending_is_seen_as_one(opened, draft):
    told = opened(draft, change="abolished")()
    assert told["procedure"]["state"] == "ABOLISHED"


def test_parts_that_are_only_begun_are_left_out(opened, draft):
    begun = [("method", {"channel": "", "description": "đang viết", "limits": {"count": "0"}, "fees": {"count": "0"}})]
    told = opened(draft, methods=streamfield(begun))()
    assert told["procedure"]["edition"]["content"]["methods"] == []


def test_wagtails_own_bar_comes_with_it_from_the_desk(opened, draft):
    bar = opened(draft, "vi")()["userBar"]
    host = urlsplit(settings.DESK_URL).netloc
    assert f'src="//{host}/static/wagtailadmin/js/userbar.js' in bar
    assert f'data-wagtail-userbar-origin="//{host}"' in bar
    assert f'"allowedOrigins": ["{settings.PUBLIC_URL}", "{settings.DESK_URL}"]' in bar
    assert MARKER not in bar


def test_the_number_of_queries_is_exact_and_independent_of_the_drafts_length(press, portal, draft):
    counted = []
    for steps in (1, 1, 40):
        key, token = press(draft, steps=[f"Bước {number}" for number in range(steps)])
        secret = portal(OPEN, key=key, token=token)["secret"]
        with CaptureQueriesContext(connection) as asked:
            assert portal(READ, key=key, secret=secret)["key"]
        counted.append(len(asked))
    assert counted[1:] == [QUERIES_OF_A_PREVIEW] * 2


# -- Who can read it --------------------------------------------------------------------------------------------------


def test_neither_token_nor_secret_is_stored_as_such(press, portal, draft):
    key, token = press(draft)
    secret = portal(OPEN, key=key, token=token)["secret"]
    row = PreviewToken.objects.get(key=key)
    assert (row.token_hash, row.secret_hash) == (hashed(token), hashed(secret))
    assert not {token, secret} & set(PreviewToken.objects.values_list("token_hash", "secret_hash", "key").get())
    assert len(token) == len(secret) == 43  # 256 bits


def test_a_token_works_once(press, portal, draft):
    key, token = press(draft)
    assert portal(OPEN, key=key, token=token)
    assert portal(OPEN, key=key, token=token) is None


def test_a_quarter_of_an_hour_after_the_press_nothing_is_there(press, opened, portal, draft, monkeypatch):
    read, (key, token) = opened(draft), press(draft)
    after(monkeypatch, minutes=14, seconds=50)
    assert read()
    after(monkeypatch, seconds=11)
    assert read() is None
    assert portal(OPEN, key=key, token=token) is None


@pytest.mark.parametrize("word", ["", "x", "token"])
def test_no_other_word_opens_it(press, portal, draft, word):
    key, token = press(draft)
    tried = token if word == "token" else word  # the token itself reads nothing
    assert portal(READ, key=key, secret=tried) is None
    assert portal(OPEN, key=key, token=word) is None


def test_the_token_of_another_draft_opens_nothing_here(press, portal, draft):
    other = build.edition(draft.decision, "1.000778", name="Dự thảo khác")
    (key, token), (other_key, other_token) = press(draft), press(other)
    assert portal(OPEN, key=key, token=other_token) is None
    secret, other_secret = (portal(OPEN, key=k, token=t)["secret"] for k, t in ((key, token), (other_key, other_token)))
    assert portal(READ, key=key, secret=other_secret) is None
    assert portal(READ, key=key, secret=secret)["procedure"]["edition"]["code"] == "1.000777"
    assert portal(READ, key=other_key, secret=other_secret)["procedure"]["edition"]["code"] == "1.000778"


def test_it_ends_when_the_editor_leaves_the_desk(opened, desk, draft):
    read = opened(draft)
    desk.logout()
    assert read() is None


def test_it_ends_with_the_session_that_pressed_though_another_goes_on(opened, desk, lan, draft):
    read = opened(draft)
    Session.objects.all().delete()
    desk.force_login(lan)
    assert read() is None


def test_it_ends_when_the_password_changes(opened, lan, draft):
    read = opened(draft)
    lan.set_password("mot-mat-khau-khac-han")
    lan.save()
    assert read() is None


@pytest.mark.parametrize("how", ["closed", "group", "department", "desk", "deleted"])
def test_it_ends_with_the_editors_right(opened, lan, draft, how):
    read = opened(draft)
    assert read()
    if how == "closed":
        lan.is_active = False
        lan.save()
    elif how == "group":
        lan.groups.clear()
    elif how == "department":
        procedure = draft.procedure
        procedure.department = build.department("so-xay-dung")
        procedure.save()
    elif how == "desk":
        lan.groups.get().permissions.filter(codename="access_admin").delete()
    else:
        draft.delete()
    assert read() is None


def test_a_token_pressed_before_the_right_was_lost_is_not_exchanged(press, portal, lan, draft):
    key, token = press(draft)
    lan.groups.clear()
    assert portal(OPEN, key=key, token=token) is None


def test_another_department_cannot_press(client, tuan, draft):
    client.force_login(tuan)
    assert client.post(page(draft, "preview"), edition_form(draft)).status_code == 404
    assert client.get(page(draft, "preview")).status_code == 404
    assert not PreviewToken.objects.exists()


def test_a_kind_that_nobody_answers_for_is_not_shown(lan, admin_user):
    assert not may_see(admin_user, lan)
    root = Page.get_first_root_node()
    assert not may_see(lan, root)


# -- What stays ------------------------------------------------------------------------------------------------------


def test_of_two_presses_at_the_same_moment_both_open(press, portal, draft):
    """As the panel beside the form and a tab do: the second comes while the first looks which are too old."""
    second: list[tuple[str, str]] = []
    is_met = False

    def meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        nonlocal is_met
        result = execute(sql, *rest)
        if not is_met and sql.startswith("SELECT") and PreviewToken._meta.db_table in sql and "DESC" in sql:
            is_met = True
            second.append(press(draft))
        return result

    for _earlier in range(KEPT):
        press(draft)
    with connection.execute_wrapper(meanwhile):
        first = press(draft)
    assert all(portal(OPEN, key=key, token=token) for key, token in (first, *second)) and second


def test_the_press_answers_with_nothing_that_is_kept_or_told_on(desk, draft):
    desk.post(page(draft, "preview"), edition_form(draft))
    response = desk.get(page(draft, "preview"))
    assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_preview_is_not_asked_for_by_address(press, portal, draft, client, method):
    key, token = press(draft)
    secret = portal(OPEN, key=key, token=token)["secret"]
    hidden = "query { ...Root } fragment Root on Query { ... on Query { preview(key: %s, secret: %s) { key } } }"
    for query in (READ, hidden % (json.dumps(key), json.dumps(secret))):
        given = {"query": query, "variables": json.dumps({"key": key, "secret": secret})}
        response = getattr(client, method)("/graphql", given if "$key" in query else {"query": query})
        assert (response.status_code, response["Cache-Control"]) == (405, "private, no-store")


def test_a_registered_preview_is_asked_anew_each_time(opened, press, portal, draft, client, monkeypatch):
    name = f"sha256:{hashlib.sha256(READ.encode()).hexdigest()}"
    monkeypatch.setattr(persisted, "documents", lambda: {name: READ})
    key, token = press(draft)
    secret = portal(OPEN, key=key, token=token)["secret"]

    def asked(method: str = "post") -> Any:
        given = {"documentId": name, "variables": {"key": key, "secret": secret}}
        if method == "get":
            return client.get("/graphql", given | {"variables": json.dumps(given["variables"])})
        return client.post("/graphql", json.dumps(given), content_type="application/json")

    assert asked().json()["data"]["preview"]
    assert "ETag" not in asked() and asked()["Cache-Control"] == "private, no-store"
    assert asked("get").status_code == 405
    PreviewToken.objects.all().delete()
    assert asked().json() == {"data": {"preview": None}}


def test_no_public_answer_holds_a_word_of_it_and_no_id_leads_to_it(opened, draft, client):
    told = opened(draft, name=f"Tên {MARKER}")()
    ids = [told["procedure"]["id"], told["procedure"]["edition"]["decision"]["id"]]
    queries = [f'{{ node(id: "{each}") {{ id }} }}' for each in ids]
    queries += [
        '{ procedure(code: "1.000777") { name } }',
        '{ decision(number: "") { title } }',
        "{ procedures { edges { node { code name } } } decisions { edges { node { title } } } }",
        '{ searchProcedures(query: "dấu của dự thảo") { edges { node { name } } } }',
        '{ suggest(prefix: "tên dấu") { text } }',
    ]
    for query in queries:
        body = client.post("/graphql", json.dumps({"query": query}), content_type="application/json").content.decode()
        assert MARKER not in body and "1.000777" not in body, query
    for path in ("/export/procedures.jsonl", "/feeds/decisions.atom"):
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert MARKER not in body.decode()


def test_a_long_session_keeps_few_and_time_takes_the_rest(press, draft, monkeypatch):
    for number in range(8):
        press(draft, name=f"Tên {number}")
    assert PreviewToken.objects.count() == 5
    after(monkeypatch, minutes=16)
    from cms.preview.tasks import forget_expired_previews

    forget_expired_previews()
    assert not PreviewToken.objects.exists()


def test_previews_of_two_drafts_do_not_push_each_other_out(press, portal, draft):
    other = build.edition(draft.decision, "1.000778")
    key, token = press(other)
    for _again in range(6):
        press(draft)
    assert portal(OPEN, key=key, token=token)
