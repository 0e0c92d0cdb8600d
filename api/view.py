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
from graphql import (
    DocumentNode,
    GraphQLError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    execute,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)

from register import changes

from . import limits
from .context import Lookups
from .execution import Projecting
from .schema import schema

log = logging.getLogger(__name__)
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
        if asked.errors or asked.document is None:
            return _respond(request, {"errors": [_told(error) for error in asked.errors]}, _refused(request))
        operation = _operation(request, asked.document, name)
    except BadRequest as refusal:
        return _respond(
            request, {"errors": [{"message": str(refusal), "extensions": {"code": "BAD_REQUEST"}}]}, refusal.status
        )
    try:
        limits.look_at_cost(asked.weight_of(operation), variables)
    except GraphQLError as error:
        return _respond(request, {"errors": [_told(error)]}, _refused(request))
    request.lookups, request.compiled = Lookups(), asked.compiled  # type: ignore[attr-defined]
    request.ends_at = limits.deadline()  # type: ignore[attr-defined]
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
    return _respond(request, answer, 200 if began else _refused(request))


def _refused(request: HttpRequest) -> int:
    """The status for a document that cannot be carried out: 200 for clients that know application/json alone."""
    return 400 if RESPONSE in request.headers.get("Accept", "") else 200


@dataclass(frozen=True)
class Parsed:
    """A document, or why it is none, and the functions that were compiled from its parts."""

    document: DocumentNode | None
    errors: list[GraphQLError]
    compiled: dict[Any, Any] = field(default_factory=dict)
    _weights: dict[int, limits.Weight] = field(default_factory=dict)

    def weight_of(self, operation: OperationDefinitionNode) -> limits.Weight:
        assert self.document  # noqa: S101 - asked for what was parsed
        if id(operation) not in self._weights:
            self._weights[id(operation)] = limits.weigh(schema.graphql_schema, self.document, operation)
        return self._weights[id(operation)]


@lru_cache(maxsize=500)
def parsed(query: str) -> Parsed:
    """The document, parsed and validated once."""
    try:
        limits.look_at_text(query)
        document = parse(query, max_tokens=limits.MAX_TOKENS, no_location=False)
        limits.look_at_structure(document)
    except GraphQLError as error:
        return Parsed(None, [_with_code(error, "GRAPHQL_PARSE_FAILED")])
    rules = specified_rules if settings.INTROSPECTION else (*specified_rules, NoSchemaIntrospectionCustomRule)
    errors = validate(schema.graphql_schema, document, rules, max_errors=10)
    return Parsed(document, [_with_code(error, "GRAPHQL_VALIDATION_FAILED") for error in errors])


def _with_code(error: GraphQLError, code: str) -> GraphQLError:
    error.extensions = {"code": code} | (error.extensions or {})
    return error


def _read(request: HttpRequest) -> tuple[str, dict[str, Any] | None, str | None]:
    """Query, variables and operation name. Raises BadRequest."""
    if request.method == "POST":
        if request.content_type != "application/json":
            raise BadRequest("Send application/json.", 415)
        length = int(request.headers.get("Content-Length") or 0)
        if length > limits.MAX_BODY or len(request.body) > limits.MAX_BODY:
            raise BadRequest(f"The body may have {limits.MAX_BODY} bytes: ask in several requests.", 413)
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
    if asked.get("extensions") is not None and not _is_object(asked["extensions"]):
        raise BadRequest("`extensions` must be an object.")
    return asked["query"], variables, name or None


def _is_object(value: Any) -> bool:
    """By GET it comes as text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return False
    return isinstance(value, dict)


def _operation(request: HttpRequest, document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    operation = get_operation_ast(document, name)
    if operation is None:
        raise BadRequest("Say in `operationName` which operation of the document is meant.")
    if request.method != "POST" and operation.operation != OperationType.QUERY:
        raise BadRequest("GET carries queries only.", 405)
    return operation


def _told(error: GraphQLError) -> dict[str, Any]:
    """An error as the caller may read it: what he can mend in words, a fault by its number in the log."""
    cause = error.original_error
    if cause is None or isinstance(cause, GraphQLError):
        told = dict(error.formatted)
        # What no code of ours explains is a variable that does not fit, or an argument.
        told["extensions"] = {"code": "BAD_USER_INPUT"} | dict(error.extensions or {})
        return told
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
