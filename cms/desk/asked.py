"""Which guarded rows a request of the desk names, whatever the URL calls them."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from wagtail.models import Page, TaskState, WorkflowState

from ..policy import PATHS, policy_for

# Bulk actions on rows of the desk that are ours; Wagtail's bulk delete is none of them.
BULK_ACTIONS = {"seen"}
DESK_APPS = {"cms", "register"}


def asked_rows(request: HttpRequest) -> Iterator[models.Model]:
    """The rows that URL and query name. Raises Http404 for one that is not there, or parts that do not fit together."""
    match = request.resolver_match
    assert match is not None  # noqa: S101 - middleware runs after resolving
    kwargs = match.kwargs
    model = _model(match.namespace, kwargs)
    bulk = match.url_name == "wagtail_bulk_action" and kwargs["app_label"] in DESK_APPS
    if bulk and kwargs["action"] not in BULK_ACTIONS:
        raise Http404
    if model is not None and policy_for(model):
        if match.url_name == "snippets_api_listing":  # titles of all departments at once
            raise Http404
        for key in _keys(request, kwargs):
            row = _row(model, key)
            _belongs(row, kwargs)
            yield row
    yield from _translated(kwargs, request.user)
    if match.url_name == "submit_page_translation":
        _may_edit(Page.objects.filter(pk=kwargs["page_id"]).first(), request.user)


def _model(namespace: str, kwargs: dict[str, Any]) -> type[models.Model] | None:
    if "app_label" in kwargs and "model_name" in kwargs:
        try:
            return apps.get_model(kwargs["app_label"], kwargs["model_name"])
        except LookupError:
            raise Http404 from None
    return _namespaces().get(namespace)


@cache
def _namespaces() -> dict[str, type[models.Model]]:
    found = {}
    for name in PATHS:
        model = apps.get_model("cms", name)
        viewset = model.snippet_viewset
        found[viewset.url_namespace] = found[viewset.get_chooser_admin_url_namespace()] = model
    return found


def _keys(request: HttpRequest, kwargs: dict[str, Any]) -> list[str]:
    named = [str(kwargs[name]) for name in ("pk", "object_id") if name in kwargs]
    return named + [key for key in request.GET.getlist("id") if key != "all"]


def _row(model: type[models.Model], key: str) -> models.Model:
    try:
        row = model._default_manager.filter(pk=unquote(key)).first()
    except (ValueError, ValidationError):
        row = None
    if row is None:
        raise Http404
    return row


def _belongs(row: Any, kwargs: dict[str, Any]) -> None:
    """A revision, task or workflow named beside a row is that row's own. Wagtail does not ask this everywhere."""
    revisions = [kwargs[name] for name in ("revision_id", "revision_id_a", "revision_id_b") if name in kwargs]
    for key in revisions:
        if str(key).isdigit() and not row.revisions.filter(pk=key).exists():
            raise Http404
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk)
    )
    if "workflow_state_id" in kwargs and not states.filter(pk=kwargs["workflow_state_id"]).exists():
        raise Http404
    tasks = TaskState.objects.filter(workflow_state__in=states)
    if "task_state_id" in kwargs and not tasks.filter(pk=kwargs["task_state_id"]).exists():
        raise Http404


def _may_edit(page: Any, user: Any) -> None:
    """Raises Http404 for a page that is not there or not the user's: wagtail-localize does not ask it everywhere."""
    if page is None or not page.permissions_for_user(user).can_edit():
        raise Http404


def _translated(kwargs: dict[str, Any], user: Any) -> Iterator[models.Model]:
    """The rows behind wagtail-localize's own keys. A translation is asked for as its target; both share the rights."""
    from wagtail_localize.models import Translation, TranslationSource

    translation = None
    if "translation_id" in kwargs:
        translation = Translation.objects.filter(pk=kwargs["translation_id"]).select_related("source").first()
        source = translation.source if translation else None
    elif "translation_source_id" in kwargs:
        source = TranslationSource.objects.filter(pk=kwargs["translation_source_id"]).first()
    else:
        return
    try:
        row = source and (translation.get_target_instance() if translation else source.get_source_instance())
    except models.ObjectDoesNotExist:
        row = None
    if row is None:
        raise Http404
    if isinstance(row, Page):
        _may_edit(row, user)
    if policy_for(type(row)):
        yield row
