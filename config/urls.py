from django.urls import include, path
from wagtail.admin import urls as desk_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as document_urls
from wagtail.documents.views.serve import serve

from api.files import public_file
from api.health import live, ready
from api.view import graphql

document_of_the_desk = require_admin_access(serve)

urlpatterns = [
    path("graphql", graphql, name="graphql"),
    path("tep/<str:sha256>", public_file, name="public_file"),
    path("health/live", live, name="live"),
    path("health/ready", ready, name="ready"),
    # Uploads of the desk are drafts: only who is logged in there may read them.
    path("quan-tri/tai-lieu/<int:document_id>/<path:document_filename>", document_of_the_desk),
    path("quan-tri/tai-lieu/", include(document_urls)),
    path("quan-tri/", include(desk_urls)),
]
