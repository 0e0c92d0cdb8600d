"""Public files: by content, by hash, and only where an announced decision names them."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from cms.announce import announce
from register import files
from register.drafts import Refused
from tests import build

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 ban ky"


def signed_copy(content: bytes = PDF, name: str = "ban-ky.pdf"):
    return get_document_model().objects.create(title="Bản ký", file=ContentFile(content, name))


def test_a_file_is_served_once_its_decision_is_announced(province, client):
    draft = build.decision(file=signed_copy())
    build.edition(draft)
    sha256 = files.hashlib.sha256(PDF).hexdigest()
    assert client.get(f"/tep/{sha256}").status_code == 404
    announce(draft, "minh")
    response = client.get(f"/tep/{sha256}")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    # No cache keeps it for long, so that what is taken down is gone; who has it is told so without the bytes.
    assert (response["ETag"], "immutable" in response["Cache-Control"]) == (f'"{sha256}"', False)
    again = client.get(f"/tep/{sha256}", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_drafts_file_is_not_public(province, client):
    document = signed_copy()
    build.edition(build.decision(file=document))
    assert client.get(f"/quan-tri/tai-lieu/{document.pk}/{document.filename}").status_code in {302, 403, 404}
    assert client.get(f"/khong-phuc-vu/documents/{document.filename}").status_code == 404


def test_a_file_in_the_store_that_no_decision_names_is_not_served(db, client):
    stored = files.store(PDF)
    assert client.get(f"/tep/{stored.sha256}").status_code == 404


def test_changing_the_document_after_announcing_changes_nothing_public(province, client):
    document = signed_copy()
    draft = build.decision(file=document)
    build.edition(draft)
    announcement = announce(draft, "minh")
    document.file.save("khac.pdf", ContentFile(b"%PDF-1.7 khac"))
    (named,) = announcement.files
    assert b"".join(client.get(f"/tep/{named['sha256']}").streaming_content) == PDF


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html></html>", b"MZ\x90", b""])
def test_what_is_none_of_our_types_is_refused_by_content(province, content):
    with pytest.raises(files.UnknownTypeError):
        files.content_type_of(content)
    draft = build.decision(file=signed_copy(content, "gia.pdf"))
    build.edition(draft)
    with pytest.raises(Refused):
        announce(draft, "minh")
