from django.urls import include, path
from wagtail.admin import urls as desk_urls
from wagtail.documents import urls as document_urls

from api.files import public_file
from api.health import live, ready
from api.view import graphql

urlpatterns = [
    path("graphql", graphql, name="graphql"),
    path("tep/<str:sha256>", public_file, name="public_file"),
    path("health/live", live, name="live"),
    path("health/ready", ready, name="ready"),
    path("quan-tri/tai-lieu/", include(document_urls)),
    path("quan-tri/", include(desk_urls)),
]
