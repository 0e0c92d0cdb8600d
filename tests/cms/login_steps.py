"""What somebody does to log in, as the tests of the login need it."""

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

from django.test import TestCase

from tests.build import PASSWORD

LOGIN, CODE, ADD = "/quan-tri/login/", "/quan-tri/login/ma-xac-thuc/", "/quan-tri/account/xac-thuc/them/"
HOME = "/quan-tri/"


def log_in(client: Any, name: str = "lan", password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOGIN, {"username": name, "password": password}, **more)


def is_in(client: Any) -> bool:
    return client.get(HOME).status_code == 200


def code(secret: str, later: int = 0) -> str:
    """What a telephone shows (RFC 6238), `later` half minutes from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + later)  # noqa: TID251 - the host's clock, as telephones have it
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def wrong(secret: str) -> str:
    """A code that no telephone shows now."""
    right = {code(secret, later) for later in range(-2, 3)}
    return next(each for each in (f"{number:06}" for number in range(9)) if each not in right)


def add_factor(client: Any) -> tuple[str, list[str]]:
    """Sets the second factor up in a browser that just logged in; gives its secret and the recovery codes."""
    secret = re.search(r'login-secret">(\w+)<', client.get(ADD).content.decode())[1]
    with TestCase.captureOnCommitCallbacks(execute=True):
        response = client.post(ADD, {"code": code(secret)}, follow=True)
    assert response.status_code == 200, response
    return secret, re.findall(r"<li><code>(\w+)</code>", response.content.decode())


def told(response: Any) -> str:
    """What the page says beside Wagtail's own frame."""
    text = response.content.decode()
    return text[text.index("<main") : text.index("</main>")] if "<main" in text else text
