"""A citizen who files whatever happens: each step is asked again until it is answered, as a portal would."""

import hashlib
import http.client
import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

CODE = "8.000001"
PATIENCE = 240  # seconds for one step
BEGIN = """mutation ($procedure: ProcedureCode!) { beginDraft(procedureCode: $procedure, level: PROVINCE) {
  lookUpCode draft { code } refusal { reason } } }"""
UPLOAD = """mutation ($code: String!, $key: LookUpCode!, $size: Int!) {
  beginUpload(code: $code, lookUpCode: $key, name: "giay-to.pdf", size: $size) { id token refusal { reason } } }"""
SAVE = """mutation ($code: String!, $key: LookUpCode!, $answers: Answers!) {
  saveDraft(code: $code, lookUpCode: $key, revision: 0, answers: $answers) {
    draft { revision } refusal { reason } } }"""
SUBMIT = """mutation ($code: String!, $key: LookUpCode!, $answers: Answers!) {
  submitDossier(code: $code, lookUpCode: $key, answers: $answers) { dossier { code } refusal { reason } } }"""


@dataclass(frozen=True)
class Filed:
    """What was acknowledged: the number, and what must be found under it."""

    code: str
    key: str
    number: int
    sha256: str
    at: float  # time.monotonic()


@dataclass
class Citizens:
    """Filed by several at once, `wanted` in all. `repeated` are answers that came only when asked again."""

    port: int
    wanted: int
    filed: list[Filed] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    repeated: int = 0
    begun: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def work(self) -> None:
        while True:
            with self.lock:
                if self.begun >= self.wanted:
                    return
                self.begun += 1
                number = self.begun
            try:
                filed = self._file(number)
            except Exception as error:  # noqa: BLE001 - told at the end, with the others
                with self.lock:
                    self.failed.append(f"{number}: {error!r}")
            else:
                with self.lock:
                    self.filed.append(filed)

    def _file(self, number: int) -> Filed:
        begun = self._ask(BEGIN, "beginDraft", procedure=CODE)
        held = {"code": begun["draft"]["code"], "key": begun["lookUpCode"]}
        content = b"%PDF-1.7\n%" + secrets.token_hex(30_000).encode() + b"\n%%EOF\n"
        file = self._upload(held, content)
        answers = json.dumps(_answers(number, file))
        self._ask(SAVE, "saveDraft", **held, answers=answers)
        codes = {self._ask(SUBMIT, "submitDossier", **held, answers=answers)["dossier"]["code"] for _twice in range(2)}
        if len(codes) != 1:
            raise AssertionError(f"one draft became {codes}")
        return Filed(codes.pop(), held["key"], number, hashlib.sha256(content).hexdigest(), time.monotonic())

    def _upload(self, held: dict[str, str], content: bytes) -> Any:
        begun = self._ask(UPLOAD, "beginUpload", **held, size=len(content))
        path, token = f"/uploads/{begun['id']}", f"Bearer {begun['token']}"
        half = len(content) // 2

        def go_on() -> Any:
            status, headers, body = self._sent("HEAD", path, None, {"Authorization": token})
            if status == 404:  # the last piece was taken and its answer lost: the token ended with the file
                return {"id": begun["id"], "name": "giay-to.pdf", "type": "application/pdf", "size": len(content)}
            at = int(headers.get("Upload-Offset", "0"))
            piece = content[at : half if at < half else len(content)]
            asked = {
                "Authorization": token,
                "Upload-Offset": str(at),
                "Content-Type": "application/offset+octet-stream",
            }
            status, _headers, body = self._sent("PATCH", path, piece, asked)
            if status == 201:
                return json.loads(body)
            if status == 204:
                return None
            raise OSError(f"upload answered {status}")

        while True:
            done = self._until(go_on)
            if done:
                return done

    def _ask(self, document: str, name: str, **variables: Any) -> Any:
        body = json.dumps({"query": document, "variables": variables}).encode()

        def once() -> Any:
            status, _headers, answer = self._sent("POST", "/graphql", body, {"Content-Type": "application/json"})
            told = json.loads(answer) if status == 200 else {}
            if status != 200 or not (told.get("data") or {}).get(name):
                raise OSError(f"{name} answered {status} {answer[:300]!r}")
            if refusal := told["data"][name]["refusal"]:
                raise AssertionError(f"{name} was refused: {refusal}")
            return told["data"][name]

        return self._until(once)

    def _until(self, do: Callable[[], Any]) -> Any:
        """Again and again while nothing answers, or what answers is no answer."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return do()
            except (OSError, http.client.HTTPException, ValueError) as error:
                if time.monotonic() > until:
                    raise AssertionError(f"no answer within {PATIENCE} s: {error!r}") from None
                with self.lock:
                    self.repeated += 1
                time.sleep(0.3)

    def _sent(self, verb: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, Any, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(verb, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


def _answers(number: int, file: Any) -> dict[str, Any]:
    return {
        "_applicant": {
            "for_whom": "self",
            "kind": "person",
            "name": "Lê Thị Hoa",
            "id_number": "001190012345",
            "phone": "0912345678",
            "email": f"hoa-{number}@lamson.example",
        },
        "_result": {"by": "online"},
        "what": {"why": f"Việc số {number}", "paper": [file]},
    }
