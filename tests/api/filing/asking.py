"""Filing by the API as a portal does it."""

import json
from typing import Any

from tests.dossiers.papers import PDF

DRAFT = "draft { code revision savedAt answers form { version ui } newerForm { version } files { id name type size } }"
REFUSAL = "refusal { reason message waitSeconds errors { path code message } }"
DOSSIER = """dossier { code state stateName next sentAt dueAt inTime isLate askedFor may formVersion answers
  agency { key name telephone } results { id name size } history { number deed deedName state text role
  files { id name } } }"""
OPEN = "$code: String!, $lookUp: LookUpCode!"
BEGIN = f"""mutation ($procedure: ProcedureCode!, $level: Level!, $commune: ID, $locale: String) {{
  beginDraft(procedureCode: $procedure, level: $level, communeKey: $commune, locale: $locale) {{
    {DRAFT} lookUpCode {REFUSAL} }} }}"""
SAVE = f"""mutation ({OPEN}, $revision: Int!, $answers: Answers!, $version: String) {{
  saveDraft(code: $code, lookUpCode: $lookUp, revision: $revision, answers: $answers, version: $version) {{
    {DRAFT} {REFUSAL} }} }}"""
SUBMIT = f"""mutation ({OPEN}, $answers: Answers!, $locale: String) {{
  submitDossier(code: $code, lookUpCode: $lookUp, answers: $answers, locale: $locale) {{ {DOSSIER} {REFUSAL} }} }}"""
READ_DRAFT = f"query ({OPEN}) {{ draft(code: $code, lookUpCode: $lookUp) {{ {DRAFT} {REFUSAL} }} }}"
READ = f"""query ({OPEN}, $locale: String) {{
  dossier(code: $code, lookUpCode: $lookUp, locale: $locale) {{ {DOSSIER} {REFUSAL} }} }}"""
UPLOAD = f"""mutation ({OPEN}, $name: PrivateText!, $size: Int!) {{
  beginUpload(code: $code, lookUpCode: $lookUp, name: $name, size: $size) {{ id token piece {REFUSAL} }} }}"""
REMOVE = f"""mutation ({OPEN}, $id: ID!) {{
  removeUpload(code: $code, lookUpCode: $lookUp, id: $id) {{ removed {REFUSAL} }} }}"""


def deed(name: str, arguments: str = "", values: str = "") -> str:
    """A mutation with a dossier: `deed("sendMessage", "$text: PrivateText", "text: $text")`."""
    return f"""mutation ({OPEN}{arguments and ", " + arguments}) {{
      {name}(code: $code, lookUpCode: $lookUp{values and ", " + values}) {{ {DOSSIER} {REFUSAL} }} }}"""


TEXT = ("$text: PrivateText, $files: [ID!]", "text: $text, files: $files")
SUPPLEMENT, MESSAGE = deed("supplementDossier", *TEXT), deed("sendMessage", *TEXT)
WITHDRAW = deed("withdrawDossier", "$text: PrivateText", "text: $text")
COMPLAIN = deed("complainOfDelay", "$text: PrivateText!", "text: $text")
RATE = deed("rateDossier", "$grades: [Int!]!, $text: PrivateText", "grades: $grades, text: $text")


def upload(client: Any, ask: Any, held: dict[str, str], content: bytes = PDF, name: str = "giay-to.pdf") -> Any:
    """The last answer of the upload; `held` has code and lookUp."""
    begun = ask(UPLOAD, **held, name=name, size=len(content))["beginUpload"]
    assert begun["refusal"] is None, begun
    return patch(client, begun["id"], begun["token"], 0, content)


def patch(client: Any, key: str, token: str, offset: int, content: bytes, **headers: str) -> Any:
    return client.patch(
        f"/uploads/{key}",
        content,
        content_type="application/offset+octet-stream",
        headers={"Authorization": f"Bearer {token}", "Upload-Offset": str(offset), **headers},
    )


def begin(ask: Any, **more: Any) -> dict[str, str]:
    """Code and look-up code of a new draft."""
    told = {"procedure": "1.000001", "level": "PROVINCE"} | more
    begun = ask(BEGIN, **told)["beginDraft"]
    assert begun["refusal"] is None, begun
    return {"code": begun["draft"]["code"], "lookUp": begun["lookUpCode"]}


def file(ask: Any, answers: dict[str, Any]) -> dict[str, str]:
    """Code and look-up code of a new dossier."""
    held = begin(ask)
    filed = ask(SUBMIT, **held, answers=json.dumps(answers))["submitDossier"]
    assert filed["refusal"] is None, filed
    return held | {"code": filed["dossier"]["code"]}
