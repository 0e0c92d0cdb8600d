"""Procedures of the national portal's list that the province has published by no decision of its own."""

from django.db.models import Exists, OuterRef, QuerySet

from register.models import AnnouncedEdition

from .models import ListedProcedure


def missing() -> QuerySet[ListedProcedure]:
    """In the order of codes, each with `by_ministry`: whether a ministry's text is public here. One query."""
    public = AnnouncedEdition.objects.filter(code=OuterRef("code"), announcement__withdrawal__isnull=True)
    return (
        ListedProcedure.objects.filter(~Exists(public.filter(announcement__own=True)))
        .annotate(by_ministry=Exists(public))
        .order_by("code")
    )
