from django.urls import include, path
from wagtail.admin import urls as desk_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as document_urls
from wagtail.documents.views.serve import serve

from api import citizen_login, export, feeds, qr
from api.filed_files import dossier_file, dossier_receipt, upload
from api.files import page_document, page_image, public_file
from api.health import live, ready
from api.metrics import metrics
from api.state import state
from api.view import graphql
from api.visits import told as visits_told
from cms.desk.scripts import words_of_scripts
from register.words import SubjectKind

document_of_the_desk = require_admin_access(serve)

urlpatterns = [
    path("graphql", graphql, name="graphql"),
    path("tep/<str:sha256>", public_file, name="public_file"),
    path("anh/<str:file_hash>/<str:size>", page_image, name="page_image"),
    path("tai-lieu/<str:file_hash>", page_document, name="page_document"),
    path("cong-dan/dang-nhap", citizen_login.begin, name="citizen_login"),
    path("cong-dan/tro-lai", citizen_login.come_back, name="citizen_back"),
    path("cong-dan/dang-xuat", citizen_login.end, name="citizen_end"),
    path("uploads/<str:key>", upload, name="upload"),
    path("dossier-files/<str:key>", dossier_file, name="dossier_file"),
    path("dossier-receipt", dossier_receipt, name="dossier_receipt"),
    path("export/procedures.jsonl", export.procedures_jsonl, name="procedures_jsonl"),
    path("export/procedures.csv", export.procedures_csv, name="procedures_csv"),
    path("export/procedures/<str:code>.jsonld", export.procedure_jsonld, name="procedure_jsonld"),
    path("ma-qr/ho-so/<str:code>.svg", qr.dossier_svg, name="qr_of_a_dossier"),
    path("ma-qr/<str:code>.svg", qr.procedure_svg, name="qr_of_a_procedure"),
    path("feeds/decisions.atom", feeds.decisions, name="feed_of_decisions"),
    path("feeds/procedures/<str:key>.atom", feeds.about, {"kind": SubjectKind.PROCEDURE}),
    path("feeds/sectors/<str:key>.atom", feeds.about, {"kind": SubjectKind.SECTOR}),
    path("feeds/agencies/<str:key>.atom", feeds.about, {"kind": SubjectKind.AGENCY}),
    path("metrics", metrics, name="metrics"),
    path("health/live", live, name="live"),
    path("health/ready", ready, name="ready"),
    path("state", state, name="state"),
    path("visits", visits_told, name="visits"),
    # Uploads of the desk are drafts: only who is logged in there may read them.
    path("quan-tri/tai-lieu/<int:document_id>/<path:document_filename>", document_of_the_desk),
    path("quan-tri/tai-lieu/", include(document_urls)),
    path("quan-tri/jsi18n/", words_of_scripts, name="wagtailadmin_javascript_catalog"),
    path("quan-tri/", include("cms.login.urls")),  # before Wagtail's own login
    path("quan-tri/", include(desk_urls)),
]
