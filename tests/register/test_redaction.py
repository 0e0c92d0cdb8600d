"""Personal data that was announced by mistake is gone from every reader by the word of two officers, then for good."""

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from wagtail.documents import get_document_model

from cms.announce import announce
from register import changes, files, guards, record
from register.answer import answer
from register.drafts import Refused
from register.masking import MASK
from register.models import AnnouncedDocument, Announcement, NamedFile, Redaction
from register.words import Event
from tests import build

pytestmark = pytest.mark.django_db
WORDS = "Nguyễn Thị Bưởi"
PHONE = "0912345678"
ASK = '{ procedure(code: "1.000001") { edition { content { steps { text } } } } }'


def told(steps: str, **fields: object) -> Announcement:
    draft = build.decision(**fields)
    build.edition(draft, steps=[steps])
    build.edition(draft, "1.000002")
    return announce(draft, "minh")


def redact(*words: str, reason: str = "Lộ dữ liệu cá nhân.", by: str = "minh", **files_: object) -> Redaction:
    return record.redact(words, files_.get("files", {}), reason=reason, asked_by="lan", confirmed_by=by)


def stored_texts() -> str:
    """All texts of the record's tables as the database holds them."""
    found = []
    with connection.cursor() as cursor:
        for model in guards.frozen_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found).encode().decode("unicode_escape", "ignore") + "\n".join(found)


def test_from_then_on_nobody_reads_it(province, client):
    told(f"Gặp chị {WORDS}, điện thoại {PHONE}.")
    before = changes.head()
    redact(WORDS, PHONE)
    (step,) = client.get("/graphql", {"query": ASK}).json()["data"]["procedure"]["edition"]["content"]["steps"]
    assert step["text"] == f"Gặp chị {MASK}, điện thoại {MASK}."
    assert AnnouncedDocument.objects.values_list("data__steps", flat=True).get(edition__code="1.000001") == [
        {"text": step["text"], "title": ""}
    ]
    (change,) = changes.since(before)
    assert (change.kind, change.codes) == (Event.REDACTED, ["1.000001"])


def test_in_whatever_way_it_is_written(province):
    told(f"Gặp {WORDS.upper()} hoặc nguyễn  thị\nbưởi (0912 345 678, 0912.345.678); không phải Nguyễn Thị Bưởii.")
    redact(WORDS, PHONE)
    (step,) = answer("1.000001").edition.data["steps"]
    assert step["text"] == f"Gặp {MASK} hoặc {MASK} ({MASK}, {MASK}); không phải Nguyễn Thị Bưởii."


def test_an_answer_that_was_kept_is_kept_no_longer(province):
    told(f"Gặp chị {WORDS}.")
    assert WORDS in str(answer("1.000001").edition.data)
    redact(WORDS)
    assert WORDS not in str(answer("1.000001").edition.data)


def test_titles_reasons_and_names_are_masked_as_well(province):
    announcement = told("Nộp hồ sơ.", title=f"Công bố thủ tục theo đơn của {WORDS}")
    record.correct(
        announcement.editions.first(), kind="entry", reason=f"Theo {WORDS}", author="lan", confirmed_by="minh",
        locale="vi", data=answer("1.000001").edition.data | {"conditions": "Không."},
    )  # fmt: skip
    redact(WORDS)
    announcement = Announcement.objects.get()
    assert announcement.title == f"Công bố thủ tục theo đơn của {MASK}"
    assert announcement.editions.first().corrections.get().reason == f"Theo {MASK}"


@pytest.mark.parametrize(
    ("words", "by", "reason", "told_so"),
    [
        ([WORDS], "lan", "Lộ.", "Cần người thứ hai"),
        ([WORDS], "minh", " ", "Hãy ghi lý do"),
        (["An"], "minh", "Lộ.", "quá ngắn"),
        ([], "minh", "Lộ.", "Hãy ghi chữ cần che"),
        (["Trần Văn Không Có"], "minh", "Lộ.", "Không tìm thấy"),
    ],
)
def test_it_refuses_what_would_mask_too_much_or_nothing(province, words, by, reason, told_so):
    told(f"Gặp chị {WORDS}.")
    with pytest.raises(Refused, match=told_so):
        redact(*words, by=by, reason=reason)
    assert WORDS in str(AnnouncedDocument.objects.get(edition__code="1.000001").data)
    assert not Redaction.objects.exists()


def test_a_file_gives_way_to_its_masked_copy(province, client):
    document = get_document_model().objects.create(title="Bản ký", file=ContentFile(b"%PDF-1.7 ban ky", "ban-ky.pdf"))
    announcement = told("Nộp hồ sơ.", file=document)
    (shown,) = announcement.files
    copy = files.store(b"%PDF-1.7 da che")
    stead = {"sha256": copy.sha256, "size": copy.size, "type": copy.content_type}
    redact(files={shown["sha256"]: stead})
    assert client.get(f"/tep/{shown['sha256']}").status_code == 404
    assert Announcement.objects.get().files == [shown | stead]
    assert b"".join(client.get(f"/tep/{copy.sha256}").streaming_content) == b"%PDF-1.7 da che"
    assert NamedFile.objects.get(file_id=copy.sha256).name == shown["name"]


@pytest.mark.django_db(transaction=True)
def test_the_command_removes_the_bytes_and_proves_the_guards(province):
    document = get_document_model().objects.create(title="Bản ký", file=ContentFile(b"%PDF-1.7 ban ky", "ban-ky.pdf"))
    announcement = told(f"Gặp chị {WORDS}, điện thoại 0912 345 678.", file=document)
    (shown,) = announcement.files
    copy = files.store(b"%PDF-1.7 da che")
    redact(WORDS, PHONE, files={shown["sha256"]: {"sha256": copy.sha256, "size": 1, "type": "application/pdf"}})
    assert WORDS in stored_texts()  # the record itself is not changed by the officers
    call_command("remove_redacted")
    left = stored_texts()
    assert WORDS not in left
    assert "0912 345 678" not in left
    assert PHONE not in left
    row = AnnouncedDocument.objects.get(edition__code="1.000001")
    assert row.data["steps"][0]["text"] == f"Gặp chị {MASK}, điện thoại {MASK}."
    assert row.sha256 == record.digest(row.data)
    assert not files.path_of(shown["sha256"]).exists()
    assert files.public_name(shown["sha256"]) is None
    assert guards.prove() == []


def test_removing_again_finds_nothing_to_do(province, capsys):
    call_command("remove_redacted")
    assert "Không có" in capsys.readouterr().out


def test_where_nothing_was_ever_taken_down_reading_asks_nothing_more(province, django_assert_num_queries):
    told("Nộp hồ sơ.")
    changes.seen()
    with django_assert_num_queries(1):
        assert list(AnnouncedDocument.objects.values_list("data", flat=True))
