"""`procedure` answers for any day, and tells nothing of the future when asked for today."""

import datetime as dt

import pytest

from tests import build
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
MAY = dt.date(2024, 5, 1)
DAY = dt.timedelta(days=1)

WHOLE = """query ($code: ProcedureCode!, $on: Date, $locale: String) {
  procedure(code: $code, on: $on, locale: $locale) {
    id code name state awaitingProvince replacedBy { code name }
    levels { level state edition { key } }
    edition {
      key name change effectiveOn isFallback locale corrected successors { code }
      decision { number address signedOn effectiveOn issuer { key name } }
      content {
        sector { key name } audiences steps { title text } conditions
        methods { channel limits { duration { value unit text } } fees { kind amount { dong text } } }
        related { code name }
      }
    }
  }
}"""


def test_it_answers_with_the_text_of_the_day(province, ask):
    announced(effective_on=APRIL, name="Đăng ký kết hôn", related=["1.000002"])
    announced("2/QĐ-UBND", ("1.000002",), effective_on=APRIL, name="Đăng ký khai sinh")
    found = ask(WHOLE, code="1.000001", on="2024-04-01")["procedure"]
    assert found["name"] == "Đăng ký kết hôn"
    assert found["state"] == "IN_FORCE"
    assert found["edition"]["decision"]["number"] == "1/QĐ-UBND"
    assert found["edition"]["decision"]["issuer"]["name"] == "Ủy ban nhân dân tỉnh Lam Sơn"
    content = found["edition"]["content"]
    assert content["sector"] == {"key": "ho-tich", "name": "Hộ tịch"}
    assert content["methods"][0]["fees"] == [{"kind": "CHARGE", "amount": {"dong": 8000, "text": "8.000 đồng"}}]
    assert content["related"] == [{"code": "1.000002", "name": "Đăng ký khai sinh"}]


def test_a_text_of_tomorrow_is_not_served_today_and_is_tomorrow_with_no_job_run(province, client, ask, today):
    announced(effective_on=MAY, name="Tên của ngày mai", steps=["Bước của ngày mai"])
    today(MAY - DAY)
    body = client.post(
        "/graphql", {"query": WHOLE, "variables": {"code": "1.000001"}}, content_type="application/json"
    ).content.decode()
    assert "ngày mai" not in body
    assert ask(WHOLE, code="1.000001")["procedure"]["state"] == "NOT_YET_IN_FORCE"
    today(MAY)
    assert ask(WHOLE, code="1.000001")["procedure"]["name"] == "Tên của ngày mai"


def test_a_link_to_a_procedure_of_the_future_tells_no_name(province, ask, today):
    announced("1/QĐ-UBND", ("1.000001",), effective_on=APRIL, related=["1.000002"])
    announced("2/QĐ-UBND", ("1.000002",), effective_on=MAY, name="Tên của tương lai")
    today(MAY - DAY)
    content = ask(WHOLE, code="1.000001")["procedure"]["edition"]["content"]
    assert content["related"] == [{"code": "1.000002", "name": None}]


def test_an_abolished_one_answers_with_its_state_and_decision(province, ask):
    announced("1/QĐ-UBND", effective_on=APRIL)
    announced("2/QĐ-UBND", effective_on=MAY, change="replaced", successors=["1.000009"])
    found = ask(WHOLE, code="1.000001", on="2024-05-01")["procedure"]
    assert found["state"] == "REPLACED"
    assert found["edition"]["decision"]["number"] == "2/QĐ-UBND"
    assert found["replacedBy"] == [{"code": "1.000009", "name": None}]


def test_only_a_code_that_was_never_announced_is_null(province, ask):
    assert ask(WHOLE, code="9.999999")["procedure"] is None


def test_the_id_contains_day_and_locale(province, ask):
    announced(effective_on=APRIL)
    ids = {
        ask(WHOLE, code="1.000001", on=day, locale=locale)["procedure"]["id"]
        for day in ("2024-04-01", "2024-04-02")
        for locale in ("vi", "en")
    }
    assert len(ids) == 4


def test_a_missing_translation_falls_back_and_says_so(province, ask):
    from cms.announce import announce, announce_translation

    draft = build.decision(effective_on=APRIL)
    source = build.edition(draft, name="Đăng ký kết hôn")
    announce(draft, "minh")
    edition = ask(WHOLE, code="1.000001", on="2024-04-01", locale="en")["procedure"]["edition"]
    assert (edition["name"], edition["isFallback"], edition["locale"]) == ("Đăng ký kết hôn", True, "vi")
    announce_translation(build.translated(source, "Marriage registration"))
    edition = ask(WHOLE, code="1.000001", on="2024-04-01", locale="en")["procedure"]["edition"]
    assert (edition["name"], edition["isFallback"], edition["locale"]) == ("Marriage registration", False, "en")


def test_a_renamed_sector_has_the_name_of_the_day(province, ask):
    from register import record
    from register.models import Sector

    announced(effective_on=APRIL)
    record.name_sector(Sector.objects.get(key="ho-tich"), "vi", "Tư pháp dân sự", MAY)
    names = [
        ask(WHOLE, code="1.000001", on=str(day))["procedure"]["edition"]["content"]["sector"]["name"]
        for day in (MAY - DAY, MAY)
    ]
    assert names == ["Hộ tịch", "Tư pháp dân sự"]


def test_parts_copied_whole_are_the_same_as_resolved_one_by_one(province, client, monkeypatch):
    """Every leaf of the content, with aliases, fragments and a directive, both ways; and what only reads attributes."""
    from api import view
    from api.execution import Projecting
    from search.engines import engine_named
    from search.synchronize import rebuild

    announced(effective_on=APRIL, related=["1.000002"], agencies='[{"type": "agency", "id": "1", "value": '
              '{"role": "performing", "agency": null, "text": "UBND xã", "act": ""}}]')  # fmt: skip
    rebuild(engine_named("embedded"))
    queries = [
        """{ procedure(code: "1.000001") { edition { content { ...Part again: steps { words: text title } kind
             agencies { role text agency { key } } sector { name key } audiences __typename } } } }
           fragment Part on Content { steps { title } methods { channel limits { duration { value unit }
             statutory { text } } fees { kind amount { dong text } fromOn area } }
             components { case items { kind name form { url } } }
             legalBasis { number }
             related { code name } results { name code } }""",
        """query ($no: Boolean = false) { procedure(code: "1.000001") { edition { content {
             steps { title @include(if: $no) text } methods { channel } } } } }""",
        """{ searchProcedures(query: "dang ky") { totalCount didYouMean pageInfo { hasNextPage endCursor }
             edges { cursor node { id code name state on } } facets { name values { value count selected } } }
           suggest(prefix: "dang") { kind key text pieces { text marked } }
           procedures { edges { node { state levels { level state } edition { change effectiveOn levels } } } } }""",
    ]
    for query in queries:
        answers = []
        for plain in (True, False):
            view.parsed.cache_clear()
            with monkeypatch.context() as patched:
                if not plain:
                    patched.setattr(Projecting, "_copy_of", lambda *_asked: None)
                answer = client.post("/graphql", {"query": query}, content_type="application/json").json()
            assert "errors" not in answer
            answers.append(answer)
        assert answers[0] == answers[1]


def test_a_code_is_taken_in_local_form_and_only_as_text(province, client):
    announced(effective_on=APRIL)

    def asked(document: str, **variables: object) -> dict:
        body = {"query": document, "variables": variables}
        return client.post("/graphql", body, content_type="application/json").json()

    by_variable = "query ($code: ProcedureCode!) { procedure(code: $code) { code } }"
    local = "1.000001.000.00.00.H62"
    assert asked(by_variable, code=local)["data"]["procedure"] == {"code": "1.000001"}
    assert asked('{ procedure(code: "%s") { code } }' % local)["data"]["procedure"] == {"code": "1.000001"}
    for wrong in (1.000001, "1" * 61, ["1.000001"]):
        assert asked(by_variable, code=wrong)["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert "is a string" in asked("{ procedure(code: 1.000001) { code } }")["errors"][0]["message"]


def test_an_amount_beyond_32_bits_and_a_limit_in_words_are_told(province, ask):
    method = {
        "channel": "counter",
        "description": "",
        "limits": [
            {"case": "", "value": 7.5, "unit": "working_day", "statutory_value": 15, "text": ""},
            {"case": "", "value": None, "unit": "", "statutory_value": None, "text": "Ngay khi nhận đủ hồ sơ"},
        ],
        "fees": [{"kind": "fee", "case": "", "amount": 3_000_000_000, "rule": "", "act": "", "from": None,
                  "until": None, "area": ""}],
    }  # fmt: skip
    announced(effective_on=APRIL, methods=[method])
    content = ask(
        """query ($code: ProcedureCode!) { procedure(code: $code) { edition { content { methods {
             limits { duration { value unit text } statutory { text } text } fees { amount { dong text } } } } } } }""",
        code="1.000001",
    )["procedure"]["edition"]["content"]
    exact, worded = content["methods"][0]["limits"]
    assert exact["duration"] == {"value": 7.5, "unit": "WORKING_DAY", "text": "7,5 ngày làm việc"}
    assert exact["statutory"] == {"text": "15 ngày làm việc"}
    assert worded == {"duration": None, "statutory": None, "text": "Ngay khi nhận đủ hồ sơ"}
    assert content["methods"][0]["fees"] == [{"amount": {"dong": 3_000_000_000, "text": "3.000.000.000 đồng"}}]
