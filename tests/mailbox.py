"""A real SMTP server on this machine that keeps what it is sent, or refuses it."""

import contextlib
import email
import email.policy
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any


@dataclass
class Mailbox:
    """`refusals` says by address what RCPT is answered with; `taken` is called with the recipients of each message that
    was taken, before the server says so."""

    port: int = 0
    raw: list[tuple[list[str], bytes]] = field(default_factory=list)  # recipients, and the message as it came
    refusals: dict[str, str] = field(default_factory=dict)
    taken: Callable[[list[str]], None] = lambda _to: None

    @property
    def messages(self) -> list[EmailMessage]:
        return [email.message_from_bytes(each, policy=email.policy.default) for _to, each in self.raw]  # type: ignore[misc]

    def to(self, address: str) -> list[EmailMessage]:
        return [each for each, (to, _raw) in zip(self.messages, self.raw, strict=True) if to == [address]]


@contextlib.contextmanager
def receiving() -> Iterator[Mailbox]:
    made = Mailbox()

    class Handler(StreamRequestHandler):
        timeout = 20

        def say(self, line: str) -> None:
            self.wfile.write(line.encode() + b"\r\n")

        def handle(self) -> None:
            to: list[str] = []
            self.say("220 lamson.example")
            while line := self.rfile.readline():
                command, _space, rest = line.decode().strip().partition(" ")
                if command.upper() == "RCPT":
                    address = rest.partition("<")[2].partition(">")[0]
                    refusal = made.refusals.get(address)
                    to += [] if refusal else [address]
                    self.say(refusal or "250 OK")
                elif command.upper() == "DATA":
                    self.say("354 go on")
                    made.raw.append((to, self.message()))
                    made.taken(to)
                    to = []
                    self.say("250 OK")
                elif command.upper() == "QUIT":
                    self.say("221 bye")
                    return
                else:  # EHLO, MAIL, RSET
                    to = [] if command.upper() in {"MAIL", "RSET"} else to
                    self.say("250 OK")

        def message(self) -> bytes:
            lines = []
            while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                lines.append(line[1:] if line.startswith(b".") else line)
            return b"".join(lines)

    class Quiet(ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

        def handle_error(self, request: Any, client_address: Any) -> None: ...  # callers who hang up are expected

    server = Quiet(("127.0.0.1", 0), Handler)
    made.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
