"""Minh asks to take personal data down, another officer confirms, and no word of it is left, public or at the desk."""

import json
import re
import uuid
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from wagtail.documents import get_document_model

from cms import jobs, redacting
from cms.announce import announce
from cms.beginning import begin_from_text_in_force
from cms.desk.roles import ANNOUNCING, CONTROL
from cms.models import Edition, Procedure, RedactionRequest, Remark
from register import files
from register.masking import MASK
from register.models import Announcement, Redaction
from register.words import ChangeKind
from search.models import SearchRecord
from tests import build

pytestmark = pytest.mark.django_db
WORDS = "Nguyễn Thị Bưởi"
PHONE = "0912 345 678"
INDEX = "/quan-tri/che-du-lieu/"
FORM = {"words": f"{WORDS}\n{PHONE}", "file": "", "reason": "Lộ dữ liệu cá nhân."}


@pytest.fixture
def other_announcer(control):
    user = build.person("truong-phong")
    user.groups.add(control[CONTROL], control[ANNOUNCING])
    return user


@pytest.fixture
def leaked(province):
    """Announced with a person's name and telephone; a draft was begun from it, and people wrote about it."""
    draft = build.decision(file=get_document_model().objects.create(
        title=f"Bản ký của {WORDS}", file=ContentFile(b"%PDF-1.7 ban ky", "ban-ky.pdf")))  # fmt: skip
    build.edition(draft, steps=[f"Gặp chị {WORDS}, điện thoại {PHONE}."])
    announcement = announce(draft, "minh")
    begin_from_text_in_force(build.decision("2/QĐ-UBND"), Procedure.objects.all(), ChangeKind.AMENDED)
    SearchRecord.objects.create(
        id=uuid.uuid4(), at=announcement.announced_at, day=announcement.signed_on, channel="portal", locale="vi",
        query=f"chị {WORDS}", folded="chi nguyen thi buoi", total=0,
    )  # fmt: skip
    Remark.objects.create(
        edition=Edition.objects.get(decision__number="2/QĐ-UBND"), place="steps", text=f"Hỏi {WORDS}",
        author_name="lan", made_at=announcement.announced_at,
    )  # fmt: skip
    return announcement


def written() -> str:
    """Every text of the database, its escapes undone."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(value) for row in cursor.fetchall() for value in row]
    whole = "\n".join(found)
    for _depth in range(4):  # JSON within JSON within JSON
        whole += "\n" + re.sub(r"\\+u([0-9a-f]{4})", lambda escape: chr(int(escape[1], 16)), whole)
    return whole


@pytest.mark.django_db(transaction=True)
def test_two_officers_take_it_down_everywhere(leaked, minh, other_announcer):
    minh_at, other_at = Client(), Client()
    minh_at.force_login(minh)
    other_at.force_login(other_announcer)
    asked = minh_at.post(f"{INDEX}de-nghi/", FORM, follow=True)
    page = asked.content.decode()
    assert "Gặp chị" in page and "1.000001" in page
    assert "Xác nhận che dữ liệu" not in page  # not by who asked
    address = asked.redirect_chain[-1][0]
    assert minh_at.post(address, {"confirm": "1"}, follow=True).status_code == 200
    assert not Redaction.objects.exists()
    assert "Xác nhận che dữ liệu" in other_at.get(address).content.decode()
    done = other_at.post(address, {"confirm": "1"}, follow=True).content.decode()
    assert "Đã che trong mọi nội dung công khai" in done
    answer = other_at.get("/graphql", {"query": '{procedure(code:"1.000001"){edition{content{steps{text}}}}}'}).json()
    (step,) = answer["data"]["procedure"]["edition"]["content"]["steps"]
    assert step["text"] == f"Gặp chị {MASK}, điện thoại {MASK}."
    assert not RedactionRequest.objects.exists()
    jobs.work()
    call_command("remove_redacted")
    left = written()
    for hidden in (WORDS, PHONE, "nguyen thi buoi"):
        assert hidden not in left
    begun = Edition.objects.get(decision__number="2/QĐ-UBND")
    assert MASK in str(begun.steps.raw_data[0])
    assert MASK in str(json.loads(begun.latest_revision.content["steps"]))
    assert "Đã xóa hẳn" in other_at.get(INDEX).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_file_gives_way_to_its_masked_copy_at_the_desk_as_well(leaked, minh, other_announcer, client):
    (shown,) = leaked.files
    client.force_login(minh)
    form = FORM | {"words": "", "file": f"https://tthc.example.vn/tep/{shown['sha256']}"}
    form["copy"] = ContentFile(b"%PDF-1.7 da che", "che.pdf")
    address = client.post(f"{INDEX}de-nghi/", form, follow=True).redirect_chain[-1][0]
    client.force_login(other_announcer)
    client.post(address, {"confirm": "1"})
    jobs.work()
    (now,) = Announcement.objects.get(pk=leaked.pk).files
    assert now["name"] == shown["name"]
    assert files.path_of(now["sha256"]).read_bytes() == b"%PDF-1.7 da che"
    document = get_document_model().objects.get()
    with document.file.open("rb") as held:
        assert held.read() == b"%PDF-1.7 da che"
    call_command("remove_redacted")
    assert not Path(files.path_of(shown["sha256"])).exists()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"words": ""}, "Hãy ghi chữ cần che hoặc chọn tệp cần che"),
        ({"words": "An"}, "quá ngắn"),
        ({"file": "https://tthc.example.vn/tep/khong-co"}, "Không có tệp công khai nào"),
        ({"reason": ""}, "Trường này là bắt buộc"),
        ({"copy": ContentFile(b"<svg/>", "che.svg")}, "Tệp phải là PDF"),
    ],
)
def test_what_cannot_be_asked_for_is_told_at_its_field(leaked, minh, client, told, words):
    client.force_login(minh)
    assert words in client.post(f"{INDEX}de-nghi/", FORM | told).content.decode()
    assert not RedactionRequest.objects.exists()


def test_what_is_nowhere_to_be_found_is_said_before_anybody_confirms(leaked, minh, client):
    client.force_login(minh)
    page = client.post(f"{INDEX}de-nghi/", FORM | {"words": "Trần Văn Không Có"}, follow=True)
    assert "Không tìm thấy trong dữ liệu công khai" in page.content.decode()


def test_a_request_can_be_dropped(leaked, minh, client):
    client.force_login(minh)
    address = client.post(f"{INDEX}de-nghi/", FORM, follow=True).redirect_chain[-1][0]
    client.post(address, {"drop": "1"})
    assert not RedactionRequest.objects.exists()
    assert not Redaction.objects.exists()


def test_masking_the_desk_twice_changes_nothing_more(leaked):
    row = redacting.record.redact([WORDS], {}, reason="Lộ.", asked_by="lan", confirmed_by="minh")
    assert redacting.mask_desk(row)
    assert redacting.mask_desk(row) == 0


def test_lan_does_not_take_anything_down(leaked, minh, lan, client):
    client.force_login(minh)
    address = client.post(f"{INDEX}de-nghi/", FORM, follow=True).redirect_chain[-1][0]
    client.force_login(lan)
    for path in (INDEX, f"{INDEX}de-nghi/", address):
        for asked in (client.get, client.post):
            answer = asked(path, FORM | {"confirm": "1", "drop": "1"})
            assert answer.status_code in {302, 403}
            assert WORDS not in answer.content.decode()
    assert RedactionRequest.objects.count() == 1
    assert not Redaction.objects.exists()
