"""What the fuzzer demands of every answer; loaded by schemathesis."""

import json
from typing import Any

import schemathesis


@schemathesis.check
def no_fault(_context: Any, response: Any, _case: Any) -> None:
    """No 5xx, and no error that a person could not mend: each carries a code of its own."""
    assert response.status_code < 500, response.text[:300]
    errors = json.loads(response.content).get("errors", ())
    faults = [error for error in errors if error.get("extensions", {}).get("code") in (None, "INTERNAL")]
    assert not faults, faults
