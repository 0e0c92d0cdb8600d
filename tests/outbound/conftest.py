from collections.abc import Callable, Iterator
from typing import Any

import pytest

from outbound.posting import Rules
from tests.receiver import LOOPBACK, Receiver, receiving


@pytest.fixture
def receiver(tmp_path: Any) -> Iterator[Receiver]:
    with receiving(tmp_path) as made:
        yield made


@pytest.fixture
def rules(receiver: Receiver) -> Callable[..., Rules]:
    """Rules under which the receiver can be reached; a name leads to it unless told otherwise."""

    def make(**changed: Any) -> Rules:
        given: dict[str, Any] = {
            "ports": (443, receiver.port),
            "allowed": (LOOPBACK,),
            "authorities": receiver.authorities,
            "resolve": lambda host, port: ["127.0.0.1"],
        }
        return Rules(**(given | changed))

    return make
