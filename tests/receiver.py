"""A real https server on this machine that receives what is posted, with a certificate of its own authority."""

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import trustme

HOST = "hooks.lamson.example"
LOOPBACK = ip_network("127.0.0.0/8")


@dataclass(frozen=True)
class Received:
    path: str
    headers: dict[str, str]  # names in small letters
    body: bytes


Answering = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Receiver:
    """`answers` are used up one by one: a status, or a function of the handler. Afterwards it answers 204."""

    authorities: str
    port: int = 0
    host: str = HOST
    received: list[Received] = field(default_factory=list)
    answers: list[int | Answering] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"https://{self.host}:{self.port}/hooks?of=lamson"

    def take(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        with self.lock:
            self.received.append(Received(handler.path, headers, body))
            answer = self.answers.pop(0) if self.answers else 204
        if callable(answer):
            answer(handler)
        else:
            reply(answer)(handler)


def reply(status: int, body: bytes = b"", **headers: str) -> Answering:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        with contextlib.suppress(OSError):
            handler.wfile.write(body)

    return answer


def trickle(receiver: Receiver, first: bytes, piece: bytes) -> Answering:
    """Begins to answer and then sends a piece every twentieth of a second, as long as anybody listens."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        with contextlib.suppress(OSError):
            handler.wfile.write(first)
            while not receiver.ended.wait(0.05):
                handler.wfile.write(piece)

    return answer


@cache
def authority() -> trustme.CA:
    return trustme.CA()


@contextlib.contextmanager
def receiving(folder: Path, address: str = "127.0.0.1", port: int = 0, *names: str) -> Iterator[Receiver]:
    pem = folder / "authority.pem"
    authority().cert_pem.write_to_path(str(pem))
    made = Receiver(str(pem))

    class Handler(BaseHTTPRequestHandler):
        timeout = 20

        def do_POST(self) -> None:
            made.take(self)

        def log_message(self, format: str, *args: Any) -> None: ...

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None: ...  # callers who hang up are expected

    server = Quiet((address, port), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority().issue_cert(*(names or (HOST, "localhost", "127.0.0.1"))).configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    made.port = server.server_address[1]
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    running.start()
    try:
        yield made
    finally:
        made.ended.set()
        server.shutdown()
        server.server_close()
