"""wagtail-grapple's own address beside all others."""

from django.urls import include, path

from ..bare_view import urlpatterns as ours

urlpatterns = [*ours, path("grapple/", include("grapple.urls"))]
