import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def ask(client: Client) -> Callable[..., Any]:
    """Asks `/graphql` and returns the data; fails on errors."""

    def send(query: str, **variables: Any) -> Any:
        body = json.dumps({"query": query, "variables": variables})
        answer = client.post("/graphql", body, content_type="application/json").json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    return send
