"""Who may not, cannot: every query, mutation and file address of dossiers, asked with another's key and with none."""

import json
from typing import Any

import pytest

from api.schema import schema
from dossiers.models import Dossier
from tests.api.filing.asking import begin, file, upload
from tests.dossiers.build import whole
from tests.dossiers.papers import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# The arguments of each beside code and look-up code, as they would do something for the dossier's people.
ASKED = {
    "draft": "",
    "dossier": "",
    "saveDraft": ', revision: 0, answers: "{}"',
    "submitDossier": ', answers: "{}"',
    "supplementDossier": ', text: "x"',
    "withdrawDossier": ', text: "x"',
    "sendMessage": ', text: "x"',
    "complainOfDelay": ', text: "x"',
    "rateDossier": ", grades: [5, 5, 5, 5, 5]",
    "beginUpload": ', name: "x.pdf", size: 5',
    "removeUpload": ', id: "x"',
    "reuseFile": ', id: "x"',
}
QUERIES = {"draft", "dossier"}


def document(name: str, code: str, key: str) -> str:
    kind = "query" if name in QUERIES else "mutation"
    return (
        f'{kind} {{ {name}(code: "{code}", lookUpCode: "{key}"{ASKED[name]})'
        " { __typename refusal { reason message errors { path } } } }"
    )


def post(client: Any, query: str) -> tuple[int, bytes]:
    answer = client.post("/graphql", json.dumps({"query": query}), content_type="application/json")
    return answer.status_code, answer.content


def digest() -> list[Any]:
    return [list(Dossier.objects.values_list()), [each.events.count() for each in Dossier.objects.all()]]


def test_every_field_that_takes_a_look_up_code_is_walked():
    fields = {**schema.graphql_schema.query_type.fields, **schema.graphql_schema.mutation_type.fields}
    assert {name for name, field in fields.items() if "lookUpCode" in field.args} == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_not_yours_and_not_there_are_answered_alike(offered, ask, client, name):
    mine, others, draft = file(ask, whole()), file(ask, whole()), begin(ask)
    before = digest()
    keys = [others["lookUp"], draft["lookUp"], "7K2M-9QXC-4TBD", "", "x" * 5_000]
    for there, missing in ((mine["code"], "000.00.00.H00-260504-9999"), (draft["code"], "NHAP-BBBBBBBB")):
        for key in [each for each in keys if not (there == draft["code"] and each == draft["lookUp"])]:
            found, none = post(client, document(name, there, key)), post(client, document(name, missing, key))
            assert found == none, key
            assert json.loads(found[1])["data"][name]["refusal"]["reason"] == "NOT_FOUND"
    assert digest() == before


@pytest.mark.parametrize("name", ASKED)
def test_nothing_of_it_goes_by_get_and_nothing_is_kept(offered, ask, client, name):
    mine = file(ask, whole())
    query = document(name, mine["code"], mine["lookUp"])
    answer = client.get("/graphql", {"query": query})
    assert answer.status_code == 405 and mine["code"].encode() not in answer.content
    answer = client.post("/graphql", json.dumps({"query": query}), content_type="application/json")
    assert answer["Cache-Control"] == "private, no-store" and "ETag" not in answer


def test_no_file_is_read_by_its_address_alone(offered, ask, client):
    mine, others = file(ask, whole()), file(ask, whole())
    paper = upload(client, ask, mine).json()
    answers = set()
    for code, key in [
        (others["code"], others["lookUp"]),
        (mine["code"], others["lookUp"]),
        (mine["code"], ""),
        ("", ""),
    ]:
        for name in (paper["id"], "khong-co", "x" * 300):
            answer = client.get(f"/dossier-files/{name}", headers={"X-Dossier": code, "X-Look-Up-Code": key})
            answers.add((answer.status_code, answer.content, answer["Cache-Control"]))
    assert answers == {(404, b"", "private, no-store")}


def test_what_was_uploaded_and_not_sent_is_read_by_nobody(offered, ask, client):
    mine = file(ask, whole())
    paper = upload(client, ask, mine).json()
    headers = {"X-Dossier": mine["code"], "X-Look-Up-Code": mine["lookUp"]}
    assert client.get(f"/dossier-files/{paper['id']}", headers=headers).status_code == 404


def test_an_upload_takes_nothing_with_another_token(offered, ask, client):
    mine = file(ask, whole())
    paper = upload(client, ask, mine).json()
    for method in ("head", "patch"):
        for token in ("", "x", "Bearer x" * 100):
            answer = getattr(client, method)(
                f"/uploads/{paper['id']}",
                **({"data": PDF, "content_type": "application/offset+octet-stream"} if method == "patch" else {}),
                headers={"Authorization": f"Bearer {token}", "Upload-Offset": "0"},
            )
            assert answer.status_code == 404
