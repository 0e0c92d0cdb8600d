"""A province's sign-on as a server on the loopback: OpenID Connect with the code flow and PKCE, signed by joserfc.

It knows nothing of the product. `person` is who sits before it; the other attributes make it misbehave.
"""

import base64
import hashlib
import json
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from register import clock

CLIENT, SECRET = "ban-bien-tap", "bi-mat-cua-ban-bien-tap"


class Province:
    """One server; `with Province() as province:` starts and ends it."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}
        self.in_token: dict[str, Any] = {}  # what the ID token says otherwise
        self.in_userinfo: dict[str, Any] = {}  # what the further claims say otherwise
        self.cancels = False
        self.breaks = ""  # the path that answers 500
        self.garbles = ""  # the path that answers no JSON
        self.asked: list[str] = []
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, dict[str, Any]] = {}
        province = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                province.answer(self, "")

            def do_POST(self) -> None:
                province.answer(self, self.rfile.read(int(self.headers["Content-Length"])).decode())

            def log_message(self, *_args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self) -> "Province":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error: Any) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, request: Any, body: str) -> None:
        path, query = urlsplit(request.path).path, dict(parse_qsl(urlsplit(request.path).query))
        self.asked.append(path)
        if path == self.breaks or path == self.garbles:
            return send(request, 500 if path == self.breaks else 200, b"<html>")
        if path == "/authorize":
            return send(request, 302, b"", Location=self.authorize(query))
        if path == "/token":
            told = self.token(dict(parse_qsl(body)), request.headers.get("Authorization", ""))
        elif path == "/userinfo":
            told = self.tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        else:
            told = {"/.well-known/openid-configuration": self.discovery, "/jwks": self.jwks}.get(path)
        return send(request, 200 if told else 400, json.dumps(told or {"error": "invalid_request"}).encode())

    @property
    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        }

    @property
    def jwks(self) -> dict[str, Any]:
        return {"keys": [self.key.as_dict(private=False)]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser goes next, with a code for the person who sits before it."""
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code"), asked
        assert asked["code_challenge_method"] == "S256" and "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        told = {"error": "access_denied"} if self.cancels else {"code": code}
        return f"{asked['redirect_uri']}?{urlencode(told | {'state': asked['state']})}"

    def token(self, asked: dict[str, str], authorization: str) -> dict[str, Any] | None:
        began = self.codes.pop(asked.get("code", ""), None)
        basic = base64.b64decode(authorization.removeprefix("Basic ")).decode() if authorization else ""
        known = basic == f"{CLIENT}:{SECRET}" or (asked.get("client_id"), asked.get("client_secret")) == (
            CLIENT,
            SECRET,
        )
        if not began or not known or asked["redirect_uri"] != began["redirect_uri"]:
            return None
        digest = hashlib.sha256(asked["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != began["code_challenge"]:
            return None
        now, access = int(clock.now().timestamp()), secrets.token_urlsafe(8)
        self.tokens[access] = self.person | self.in_userinfo
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300} | self.person | self.in_token
        told = {"access_token": access, "token_type": "Bearer", "expires_in": 300}
        if self.in_token.get("iss") != "":
            told["id_token"] = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return told


def send(request: Any, status: int, body: bytes, **headers: str) -> None:
    request.send_response(status)
    for name, value in ({"Content-Type": "application/json", "Content-Length": str(len(body))} | headers).items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(body)
