"""Hoa logs in as with VNeID: a conforming sign-on tells who she is, and opens what is hers and nothing else."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import pytest
import requests
from django.core import signing
from django.test import Client

from api import citizen_login
from dossiers import citizens, keys
from dossiers.models import CitizenLogin, Draft
from tests.api.filing.asking import BEGIN, READ, READ_DRAFT, REFUSAL, SUBMIT, upload
from tests.dossiers.build import whole
from tests.dossiers.papers import PDF

pytestmark = pytest.mark.django_db

HOA = {
    "name": "Lê Thị Hoa",
    "id_number": "001190012345",
    "birthdate": "1990-12-31",
    "phone_number": "+84 912 345 678",
    "email": "hoa@lamson.example",
}
ME = """{ me { name drafts { code procedureName } papers { dossierCode file { id name } }
  dossiers(first: 1) { hasMore nodes { code stateName waitsForCitizen } } } }"""
REUSE = f"""mutation ($code: String!, $lookUp: LookUpCode!, $id: ID!) {{
  reuseFile(code: $code, lookUpCode: $lookUp, id: $id) {{ file {{ id name size }} {REFUSAL} }} }}"""
COPY = BEGIN.replace("$locale: String)", "$locale: String, $of: String, $sections: [String!])").replace(
    "locale: $locale)", "locale: $locale, copyOf: $of, copySections: $sections)"
)
NO_CODE = {"lookUp": ""}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    people = [
        oidc_provider_mock.User(sub="hoa", claims=HOA),
        oidc_provider_mock.User(sub="minh", claims={"name": "Minh"}),
    ]
    with oidc_provider_mock.run_server_in_thread(user_claims=people, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def sign_on(provider: str, settings: Any) -> str:
    settings.CITIZEN_ISSUER = provider
    settings.CITIZEN_CLIENT_ID, settings.CITIZEN_CLIENT_SECRET = "portal", "secret"
    settings.FILING_GUESTS = False
    return provider


def back_from(address: str, **form: str) -> str:
    """What one does at the sign-on; where it sends one."""
    return requests.post(address, data=form, allow_redirects=False, timeout=10).headers["Location"]


def come_in(client: Client, sub: str = "hoa", after: str = "/ho-so-cua-toi") -> Any:
    begun = client.get("/cong-dan/dang-nhap", {"tiep": after})
    back = urlsplit(back_from(begun["Location"], sub=sub))
    return client.get(f"{back.path}?{back.query}")


def token_of(client: Client, sub: str = "hoa") -> str:
    come_in(client, sub)
    return client.cookies["cong-dan"].value


def tell(token: str, document: str, **variables: Any) -> Any:
    body = json.dumps({"query": document, "variables": variables})
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    response = Client().post("/graphql", body, content_type="application/json", headers=headers)
    assert response["Cache-Control"] == "private, no-store"
    answer = response.json()
    assert "errors" not in answer, answer["errors"]
    (told,) = answer["data"].values()
    return told


def begun(token: str, **more: Any) -> Any:
    return tell(token, COPY, **({"procedure": "1.000001", "level": "PROVINCE"} | more))


def filed(token: str, **changed: Any) -> str:
    code = begun(token)["draft"]["code"]
    return str(tell(token, SUBMIT, code=code, **NO_CODE, answers=json.dumps(whole(**changed)))["dossier"]["code"])


def test_the_sign_on_is_asked_with_state_nonce_and_pkce(sign_on, client):
    asked = parse_qs(urlsplit(client.get("/cong-dan/dang-nhap")["Location"]).query)
    assert asked["redirect_uri"] == ["http://127.0.0.1:3000/cong-dan/tro-lai"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 20 and len(asked["nonce"][0]) >= 20
    assert asked["response_type"] == ["code"]


def test_one_comes_back_logged_in_to_where_one_wanted(sign_on, client):
    response = come_in(client, after="/nop-ho-so/1.000001")
    assert response["Location"] == "http://127.0.0.1:3000/nop-ho-so/1.000001"
    cookie = response.cookies["cong-dan"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert response["Cache-Control"] == "private, no-store"
    assert tell(cookie.value, "{ me { name } }") == {"name": "Lê Thị Hoa"}


@pytest.mark.parametrize("after", ["https://example.org/", "//example.org", "/\\example.org", "", "nop-ho-so", "/a\nb"])
def test_no_other_site_is_led_to(sign_on, client, after):
    assert come_in(client, after=after)["Location"] == "http://127.0.0.1:3000/ho-so-cua-toi"


def test_the_cookie_is_for_https_alone_where_the_portal_is(sign_on, client, settings):
    settings.PUBLIC_URL = "https://dichvucong.lamson.example"
    assert client.get("/cong-dan/dang-nhap").cookies["cong-dan-vao"]["secure"]


def test_what_the_sign_on_told_is_stored_sealed_and_the_token_as_its_fingerprint(sign_on, client):
    token = token_of(client)
    row = CitizenLogin.objects.get()
    stored = b"".join(str(value).encode() for value in vars(row).values()) + bytes(row.claims)
    for secret in (token, "Hoa", HOA["id_number"], "hoa"):
        assert secret.encode() not in stored


def refused(client: Client, response: Any) -> None:
    assert response["Location"] == "http://127.0.0.1:3000/ho-so-cua-toi?loi=khong-duoc"
    assert "cong-dan" not in client.cookies
    assert not CitizenLogin.objects.exists()


def test_who_refuses_there_does_not_come_in(sign_on, client):
    begun = client.get("/cong-dan/dang-nhap")
    back = urlsplit(back_from(begun["Location"], action="deny"))
    refused(client, client.get(f"{back.path}?{back.query}"))


def test_an_answer_that_nobody_asked_for_does_not_log_in(sign_on, client):
    begun = Client().get("/cong-dan/dang-nhap")
    back = urlsplit(back_from(begun["Location"], sub="hoa"))
    refused(client, client.get(f"{back.path}?{back.query}"))


def test_another_state_does_not_log_in(sign_on, client):
    begun = client.get("/cong-dan/dang-nhap")
    back = urlsplit(back_from(begun["Location"], sub="hoa"))
    code = parse_qs(back.query)["code"][0]
    refused(client, client.get(back.path, {"code": code, "state": "another"}))


def test_an_answer_with_another_nonce_does_not_log_in(sign_on, client):
    begun = client.get("/cong-dan/dang-nhap")
    held = signing.loads(client.cookies["cong-dan-vao"].value, salt=citizen_login.SALT)
    (state,) = held["session"].values()
    state["data"]["nonce"] = "another"
    client.cookies["cong-dan-vao"] = signing.dumps(held, salt=citizen_login.SALT)
    back = urlsplit(back_from(begun["Location"], sub="hoa"))
    refused(client, client.get(f"{back.path}?{back.query}"))


def test_a_code_logs_in_once(sign_on, client):
    begun = client.get("/cong-dan/dang-nhap")
    back = urlsplit(back_from(begun["Location"], sub="hoa"))
    way = client.cookies["cong-dan-vao"].value
    client.get(f"{back.path}?{back.query}")
    CitizenLogin.objects.all().delete()
    other = Client()
    other.cookies["cong-dan-vao"] = way
    refused(other, other.get(f"{back.path}?{back.query}"))


def test_a_sign_on_that_is_away_is_told(sign_on, client, settings):
    settings.CITIZEN_ISSUER = "http://localhost:1"
    response = client.get("/cong-dan/dang-nhap")
    assert response["Location"] == "http://127.0.0.1:3000/ho-so-cua-toi?loi=khong-duoc"


def test_where_there_is_no_sign_on_its_addresses_are_none(db, client):
    assert client.get("/cong-dan/dang-nhap").status_code == client.get("/cong-dan/tro-lai").status_code == 404


def test_a_login_ends_by_logging_out_by_rest_and_by_the_day(sign_on, client, settings, monkeypatch):
    import datetime as dt

    from register import clock

    token = token_of(client)
    assert client.post("/cong-dan/dang-xuat", headers={"Authorization": f"Bearer {token}"}).status_code == 204
    assert tell(token, "{ me { name } }") is None
    token = token_of(Client())
    start = clock.now()
    for minutes, is_in in ((29, True), (58, True), (87, True), (118, False)):
        monkeypatch.setattr(clock, "now", lambda at=minutes: start + dt.timedelta(minutes=at))
        assert (tell(token, "{ me { name } }") is not None) == is_in, minutes
    assert citizens.forget_ended() == 1


def test_without_login_and_guests_nothing_is_begun(offered, sign_on):
    assert begun("")["refusal"]["reason"] == "LOGIN"
    assert tell("", '{ filing(procedureCode: "1.000001") { guests login } }') == {"guests": False, "login": True}


def test_a_draft_is_filled_in_with_what_the_login_tells(offered, sign_on, client):
    told = begun(token_of(client))["draft"]
    assert json.loads(told["answers"])["_applicant"] == {
        "kind": "person",
        "name": "Lê Thị Hoa",
        "id_number": "001190012345",
        "phone": "0912345678",
        "email": "hoa@lamson.example",
    }


def test_what_is_hers_opens_without_a_code_and_for_nobody_else(offered, sign_on, client):
    hoa, minh = token_of(client), token_of(Client(), "minh")
    draft = begun(hoa)["draft"]["code"]
    dossier = filed(hoa)
    assert tell(hoa, READ_DRAFT, code=draft, **NO_CODE)["draft"]["code"] == draft
    assert tell(hoa, READ, code=dossier, **NO_CODE)["dossier"]["code"] == dossier
    missing = tell(minh, READ, code="000.00.00.H00-260504-9999", **NO_CODE)
    for token in (minh, "", "x" * 43):
        for document, code in ((READ_DRAFT, draft), (READ, dossier)):
            answer = tell(token, document, code=code, **NO_CODE)
            assert answer["refusal"] == missing["refusal"] and not answer.get("draft") and not answer.get("dossier")
    own = tell(hoa, ME)
    assert [each["code"] for each in own["drafts"]] == [draft]
    assert own["dossiers"] == {
        "hasMore": False,
        "nodes": [{"code": dossier, "stateName": "Mới đăng ký", "waitsForCitizen": False}],
    }
    assert tell(minh, ME)["dossiers"]["nodes"] == tell(minh, ME)["drafts"] == []
    assert tell("", ME) is None


def test_what_is_hers_is_told_in_the_language_asked_for(offered, sign_on, client):
    hoa = token_of(client)
    filed(hoa)
    told = tell(hoa, '{ me(locale: "en") { dossiers { nodes { state stateName } } } }')
    assert told == {"dossiers": {"nodes": [{"state": "NEW", "stateName": "Newly filed"}]}}


def test_after_a_change_of_keys_what_is_hers_is_still_hers(offered, sign_on, client, settings):
    hoa = token_of(client)
    dossier = filed(hoa)
    settings.DOSSIER_KEYS = [*settings.DOSSIER_KEYS, "2:" + "QUJD" * 10 + "QUE="]
    assert keys.newest() == 2
    assert tell(hoa, READ, code=dossier, **NO_CODE)["dossier"]["code"] == dossier
    assert [each["code"] for each in tell(hoa, ME)["dossiers"]["nodes"]] == [dossier]


def test_chosen_sections_of_an_earlier_dossier_are_copied(offered, sign_on, client):
    hoa = token_of(client)
    dossier = filed(hoa)
    told = begun(hoa, of=dossier, sections=["applicant", "_result", "no-such"])["draft"]
    answers = json.loads(told["answers"])
    assert answers["applicant"] == whole()["applicant"]
    assert answers["_result"] == whole()["_result"]
    assert set(answers) == {"_applicant", "applicant", "_result"}


def test_nothing_is_copied_of_what_is_not_hers(offered, sign_on, client):
    dossier = filed(token_of(client))
    minh = token_of(Client(), "minh")
    refusals = [
        begun(minh, of=code, sections=["applicant"])["refusal"] for code in (dossier, "000.00.00.H00-260504-9999")
    ]
    assert refusals[0] == refusals[1]
    assert refusals[0]["reason"] == "NOT_FOUND"
    assert Draft.objects.filter(dossier=None).count() == 0


def with_a_paper(token: str) -> tuple[str, str]:
    """A dossier with a file, and the file's id."""
    code = begun(token)["draft"]["code"]
    held = {"code": code, "lookUp": ""}
    taken = upload(
        Client(headers={"Authorization": f"Bearer {token}"}),
        lambda *a, **b: {"beginUpload": tell(token, *a, **b)},
        held,
    )
    answers = whole(_applicant__for_whom="another", _submitter=submitter([taken.json()]))
    sent = tell(token, SUBMIT, **held, answers=json.dumps(answers))
    assert sent["refusal"] is None, sent
    return sent["dossier"]["code"], taken.json()["id"]


def submitter(files: list[Any]) -> dict[str, Any]:
    return {
        "name": "Lê Văn Minh",
        "id_number": "001085012345",
        "phone": "0987654321",
        "relation": "representative",
        "authorization": files,
    }


def test_a_paper_is_used_again(offered, sign_on, client):
    hoa = token_of(client)
    dossier, paper = with_a_paper(hoa)
    assert tell(hoa, ME)["papers"] == [{"dossierCode": dossier, "file": {"id": paper, "name": "giay-to.pdf"}}]
    code = begun(hoa)["draft"]["code"]
    again = tell(hoa, REUSE, code=code, **NO_CODE, id=paper)["file"]
    assert again["id"] != paper
    assert (again["name"], again["size"]) == ("giay-to.pdf", len(PDF))
    answers = whole(_applicant__for_whom="another", _submitter=submitter([again | {"type": "application/pdf"}]))
    sent = tell(hoa, SUBMIT, code=code, **NO_CODE, answers=json.dumps(answers))
    assert sent["refusal"] is None, sent


def test_nobody_uses_a_paper_that_is_not_his(offered, sign_on, client):
    _dossier, paper = with_a_paper(token_of(client))
    minh = token_of(Client(), "minh")
    code = begun(minh)["draft"]["code"]
    refusals = [tell(minh, REUSE, code=code, **NO_CODE, id=each) for each in (paper, "no-such-file")]
    assert refusals[0] == refusals[1]
    assert refusals[0]["refusal"]["reason"] == "FILE"


def test_claims_that_are_no_such_thing_are_left_out():
    told = citizens.citizen_of_claims(
        {
            "sub": "x",
            "name": ["a"],
            "id_number": "12",
            "birthdate": "31/12/1990",
            "phone_number": "gọi tôi",
            "email": "no",
        }
    )
    assert told == citizens.Citizen("x")
    assert citizens.citizen_of_claims({"name": "Hoa"}) is None
    assert citizens.citizen_of_claims({"sub": "x" * 400}) is None
    unverified = citizens.citizen_of_claims({"sub": "x", "email": "a@b.example", "email_verified": False})
    assert unverified and unverified.email == ""
