"""`/graphql`: GraphQL over HTTP with a cache of parsed and validated documents.

graphene's own view answers only application/json, sets a CSRF cookie and parses anew each time. Here: GET for queries,
POST with application/json, `application/graphql-response+json` where it is asked for, and no trace of a fault outside
the server's log.
"""

import json
import logging
import uuid
from collections.abc import Iterator
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
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)

from register import changes
from search import degraded

from . import examples, limits, persisted, responses
from .context import Lookups
from .execution import Projecting
from .schema import PUBLIC, schema

log = logging.getLogger(__name__)
RESPONSE = "application/graphql-response+json"


class BadRequest(Exception):
    def __init__(self, message: str, status: int = 400, code: str = "BAD_REQUEST", **numbers: int) -> None:
        super().__init__(message)
        self.status, self.extensions = status, {"code": code} | numbers


@csrf_exempt  # only application/json is taken, which no foreign page can send without asking first
@require_http_methods(["GET", "POST", "HEAD"])
def graphql(request: HttpRequest) -> HttpResponse:
    if (
        settings.GRAPHIQL
        and request.method == "GET"
        and not {"query", "documentId"} & request.GET.keys()
        and _wants_html(request)
    ):
        return render(request, "api/graphiql.html", {"examples": examples.tabs()})
    try:
        request.asked = asked = _read(request)  # type: ignore[attr-defined]  # api/metrics.py looks at it
        document = parsed(asked.query)
        if document.errors or document.document is None:
            return _respond(request, {"errors": [_told(error) for error in document.errors]}, _refused(request))
        operation = _operation(request, document.document, asked.name)
        asked_fields = root_fields(document.document, operation)
        if request.method != "POST" and not asked_fields <= PUBLIC:
            raise BadRequest("What is not public is asked for by POST.", 405)
        limits.look_at_cost(document.weight_of(operation), asked.variables)
    except BadRequest as refusal:
        told = {"message": str(refusal), "extensions": refusal.extensions}
        return _respond(request, {"errors": [told]}, refusal.status)
    except GraphQLError as error:
        return _respond(request, {"errors": [_told(error)]}, _refused(request))
    request.lookups, request.compiled = Lookups(), document.compiled  # type: ignore[attr-defined]
    with changes.reading(), degraded.watching() as fell_back:
        key = None
        if asked.is_persisted and operation.operation == OperationType.QUERY and asked_fields <= PUBLIC:
            key = responses.key_of(asked.query, asked.name, asked.variables, request.lookups.today)  # type: ignore[attr-defined]
        if key and (kept := responses.kept(key)):
            return responses.respond(request, kept, _kind(request))
        answer, began = _executed(request, document, asked)
        if key and began and "errors" not in answer and not fell_back:
            made = responses.Answer(_bytes(answer))
            read = request.lookups.read  # type: ignore[attr-defined]
            read.everything |= not asked_fields <= {"procedure"}
            responses.keep(key, made, read)
            return responses.respond(request, made, _kind(request))
    return _respond(request, answer, 200 if began else _refused(request))


def root_fields(document: DocumentNode, operation: OperationDefinitionNode) -> set[str]:
    """Names of the fields at the root of a valid document, those in fragments too."""
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}

    def among(selections: SelectionSetNode) -> Iterator[str]:
        for each in selections.selections:
            if isinstance(each, FieldNode):
                yield each.name.value
            elif isinstance(each, InlineFragmentNode):
                yield from among(each.selection_set)
            elif isinstance(each, FragmentSpreadNode):
                yield from among(fragments[each.name.value].selection_set)

    return set(among(operation.selection_set))


def _executed(request: HttpRequest, document: "Parsed", asked: "Asked") -> tuple[dict[str, Any], bool]:
    """The answer, and whether anything was executed: else a variable did not fit."""
    request.ends_at = limits.deadline()  # type: ignore[attr-defined]
    result = execute(
        schema.graphql_schema,
        document.document,  # type: ignore[arg-type]
        context_value=request,
        variable_values=asked.variables,
        operation_name=asked.name,
        execution_context_class=Projecting,
    )
    errors = result.errors or []  # type: ignore[union-attr]
    answer: dict[str, Any] = {"errors": [_told(error) for error in errors]} if errors else {}
    began = not errors or any(error.path for error in errors)
    if began:
        answer["data"] = result.data  # type: ignore[union-attr]
    return answer, began


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
        document = parse(query, max_tokens=limits.MAX_TOKENS)
        limits.look_at_structure(document)
    except GraphQLError as error:
        return Parsed(None, [_with_code(error, "GRAPHQL_PARSE_FAILED")])
    rules = specified_rules if settings.INTROSPECTION else (*specified_rules, NoSchemaIntrospectionCustomRule)
    errors = validate(schema.graphql_schema, document, rules, max_errors=10)
    return Parsed(document, [_with_code(error, "GRAPHQL_VALIDATION_FAILED") for error in errors])


def _with_code(error: GraphQLError, code: str) -> GraphQLError:
    error.extensions = {"code": code} | (error.extensions or {})
    return error


@dataclass(frozen=True)
class Asked:
    """What a request asks for: a document in its own words, or one that was registered."""

    query: str
    variables: dict[str, Any] | None
    name: str | None
    is_persisted: bool


def _read(request: HttpRequest) -> Asked:
    """Raises BadRequest."""
    if request.method == "POST":
        if request.content_type != "application/json":
            raise BadRequest("Send application/json.", 415)
        told = int(request.headers.get("Content-Length") or 0)
        size = told if told > limits.MAX_BODY else len(request.body)  # what is too long is not read
        if size > limits.MAX_BODY:
            raise BadRequest(
                f"The body may have {limits.MAX_BODY} bytes: ask in several requests.",
                413,
                "BODY_TOO_LARGE",
                value=size,
                limit=limits.MAX_BODY,
            )
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
    if not isinstance(asked, dict):
        raise BadRequest("Send one request as an object.")
    variables, name = asked.get("variables"), asked.get("operationName")
    if variables is not None and not isinstance(variables, dict):
        raise BadRequest("`variables` must be an object.")
    if name is not None and not isinstance(name, str):
        raise BadRequest("`operationName` must be a string.")
    if asked.get("extensions") is not None and not _is_object(asked["extensions"]):
        raise BadRequest("`extensions` must be an object.")
    if isinstance(asked.get("documentId"), str) and "query" not in asked:
        text = persisted.document(asked["documentId"])
        if text is None:
            raise BadRequest(
                "No document of that `documentId` is registered: send it as `query`.",
                code="PERSISTED_DOCUMENT_NOT_FOUND",
            )
        return Asked(text, variables, name or None, True)
    if not isinstance(asked.get("query"), str):
        raise BadRequest("`query` must be a string.")
    return Asked(asked["query"], variables, name or None, False)


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
        # What no code of ours explains is a variable that does not fit, or, within an answer, a value of ours.
        told["extensions"] = {"code": "INTERNAL" if error.path else "BAD_USER_INPUT"} | dict(error.extensions or {})
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


def _kind(request: HttpRequest) -> str:
    return RESPONSE if RESPONSE in request.headers.get("Accept", "") else "application/json"


def _bytes(answer: dict[str, Any]) -> bytes:
    """JSON. Half a character, which an error may repeat from the request, is written as JSON escapes it."""
    text = json.dumps(answer, ensure_ascii=False, default=str, separators=(",", ":"))
    return text.encode(errors="backslashreplace")


def _respond(request: HttpRequest, answer: dict[str, Any], status: int) -> HttpResponse:
    response = HttpResponse(_bytes(answer), content_type=f"{_kind(request)}; charset=utf-8", status=status)
    response["Cache-Control"] = "private, no-store"
    return response
