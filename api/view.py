"""`/graphql`: GraphQL over HTTP with a cache of parsed and validated documents.

graphene's own view answers only application/json, sets a CSRF cookie and parses anew each time. Here: GET for queries,
POST with application/json, `application/graphql-response+json` where it is asked for, and no trace of a fault outside
the server's log.
"""

import json
import logging
import uuid
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from graphql import DocumentNode, GraphQLError, OperationType, execute, get_operation_ast, parse, validate

from register import changes

from .context import Lookups
from .execution import Projecting
from .schema import schema

log = logging.getLogger(__name__)
MAX_BODY = 100_000  # bytes
MAX_TOKENS = 4_000
RESPONSE = "application/graphql-response+json"


class BadRequest(Exception):
    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@csrf_exempt  # only application/json is taken, which no foreign page can send without asking first
@require_http_methods(["GET", "POST", "HEAD"])
def graphql(request: HttpRequest) -> HttpResponse:
    if settings.GRAPHIQL and request.method == "GET" and "query" not in request.GET and _wants_html(request):
        return render(request, "api/graphiql.html")
    try:
        query, variables, name = _read(request)
        asked = parsed(query)
        if not asked.errors:
            _check_operation(request, asked.document, name)
    except BadRequest as refusal:
        return _respond(request, {"errors": [{"message": str(refusal)}]}, refusal.status)
    if asked.errors or asked.document is None:
        return _respond(request, {"errors": [_told(error) for error in asked.errors]}, 400)
    request.lookups, request.compiled = Lookups(), asked.compiled  # type: ignore[attr-defined]
    with changes.reading():
        result = execute(
            schema.graphql_schema,
            asked.document,
            context_value=request,
            variable_values=variables,
            operation_name=name,
            execution_context_class=Projecting,
        )
    errors = result.errors or []  # type: ignore[union-attr]
    answer: dict[str, Any] = {"errors": [_told(error) for error in errors]} if errors else {}
    began = not errors or any(error.path for error in errors)  # else a variable did not fit, and nothing was executed
    if began:
        answer["data"] = result.data  # type: ignore[union-attr]
    return _respond(request, answer, 200 if began else 400)


@dataclass(frozen=True)
class Parsed:
    """A document, or why it is none, and the functions that were compiled from its parts."""

    document: DocumentNode | None
    errors: list[GraphQLError]
    compiled: dict[Any, Any] = field(default_factory=dict)


@lru_cache(maxsize=500)
def parsed(query: str) -> Parsed:
    """The document, parsed and validated once."""
    try:
        document = parse(query, max_tokens=MAX_TOKENS)
    except GraphQLError as error:
        return Parsed(None, [error])
    return Parsed(document, validate(schema.graphql_schema, document, max_errors=10))


def _read(request: HttpRequest) -> tuple[str, dict[str, Any] | None, str | None]:
    """Query, variables and operation name. Raises BadRequest."""
    if request.method == "POST":
        if request.content_type != "application/json":
            raise BadRequest("Send application/json.", 415)
        if int(request.headers.get("Content-Length") or 0) > MAX_BODY or len(request.body) > MAX_BODY:
            raise BadRequest(f"The body may have {MAX_BODY} bytes.", 413)
        try:
            asked = json.loads(request.body)
        except (ValueError, RecursionError):
            raise BadRequest("The body is not JSON.") from None
    else:
        asked = dict(request.GET.items())
        try:
            asked["variables"] = json.loads(asked.get("variables") or "null")
        except (ValueError, RecursionError):
            raise BadRequest("`variables` is not JSON.") from None
    if not isinstance(asked, dict) or not isinstance(asked.get("query"), str):
        raise BadRequest("`query` must be a string.")
    variables, name = asked.get("variables"), asked.get("operationName")
    if variables is not None and not isinstance(variables, dict):
        raise BadRequest("`variables` must be an object.")
    if name is not None and not isinstance(name, str):
        raise BadRequest("`operationName` must be a string.")
    return asked["query"], variables, name or None


def _check_operation(request: HttpRequest, document: DocumentNode | None, name: str | None) -> None:
    operation = get_operation_ast(document, name) if document else None
    if operation is None:
        raise BadRequest("Say in `operationName` which operation of the document is meant.")
    if request.method != "POST" and operation.operation != OperationType.QUERY:
        raise BadRequest("GET carries queries only.", 405)


def _told(error: GraphQLError) -> dict[str, Any]:
    """An error as the caller may read it: what he can mend in words, a fault by its number in the log."""
    cause = error.original_error
    if cause is None or isinstance(cause, GraphQLError):
        return dict(error.formatted)
    number = uuid.uuid4().hex[:12]
    log.error("GraphQL fault %s at %s", number, error.path, exc_info=cause)
    return {
        "message": "Something went wrong on our side.",
        "path": error.path,
        "extensions": {"code": "INTERNAL", "id": number},
    }


def _wants_html(request: HttpRequest) -> bool:
    return "text/html" in request.headers.get("Accept", "")


def _respond(request: HttpRequest, answer: dict[str, Any], status: int) -> HttpResponse:
    accepted = request.headers.get("Accept", "")
    kind = RESPONSE if RESPONSE in accepted else "application/json"
    response = HttpResponse(json.dumps(answer, ensure_ascii=False, default=str), content_type=f"{kind}; charset=utf-8")
    response.status_code = status
    response["Cache-Control"] = "no-store"
    return response
