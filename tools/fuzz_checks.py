"""What the fuzzer demands of every answer; loaded by schemathesis."""

import json
from typing import Any

import schemathesis
from hypothesis import strategies as st
from hypothesis_graphql import nodes

# Codes there are, there were, and there never will be; in local form as well.
CODES = ["9.000101", "9.000104", "1.001612", "1.001612.000.00.00.H62", "0", "", "x" * 300]
schemathesis.graphql.scalar("ProcedureCode", st.sampled_from(CODES).map(nodes.String))


@schemathesis.check
def no_fault(_context: Any, response: Any, _case: Any) -> None:
    """No 5xx, and no error that a person could not mend: each carries a code of its own."""
    assert response.status_code < 500, response.text[:300]
    errors = json.loads(response.content).get("errors", ())
    faults = [error for error in errors if error.get("extensions", {}).get("code") in (None, "INTERNAL")]
    assert not faults, faults
