"""A guide is written by its department, released by the control office, and looked at anew when the law changes."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.guiding import MOST_BYTES, compile_guide, with_standing
from cms.models import Guide, Procedure
from register.guide import guide as public_guide
from register.models import ReleasedGuide
from tests import build

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/snippets/cms/guide/"
CODE = "1.000001"
TODAY = dt.date(2026, 3, 10)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _that_day(today):
    today(TODAY)


@pytest.fixture
def procedure(province):
    build.announced(signed_on=dt.date(2026, 1, 5))
    return Procedure.objects.get(code=CODE)


def form(procedure, **changed):
    """What the form of a guide posts; lists of texts are taken plainly."""
    names, use_when = changed.pop("names", ["làm giấy khai sinh"]), changed.pop("use_when", ["Con mới sinh."])
    not_when, mistakes = changed.pop("not_when", []), changed.pop("mistakes", [])
    plain = {
        "procedure": procedure.pk,
        "language": "vi",
        "summary": "Xin giấy khai sinh cho con.",
        "sample": "",
        "names": streamfield([("name", name) for name in names]),
        "use_when": streamfield([("case", case) for case in use_when]),
        "not_when": streamfield([("case", {"text": text, "code": code}) for text, code in not_when]),
        "mistakes": streamfield([("mistake", {"text": text, "instead": instead}) for text, instead in mistakes]),
    }
    return nested_form_data(plain | changed)


def written(procedure, **fields):
    """A draft, as the form saves it."""
    row = Guide(procedure=procedure, **{"summary": "Xin giấy khai sinh cho con.", **fields})
    row.save()
    row.save_revision(clean=False)
    return row


def page(guide, view="page"):
    return f"{LIST}{view}/{guide.pk}/"


def release(client, guide):
    guide.refresh_from_db()
    return client.post(page(guide, "release"), {"revision": guide.latest_revision_id}, follow=True)


def told(response):
    return [str(each).strip() for each in response.context["messages"]]


def document(content, name="mau.pdf"):
    return get_document_model().objects.create(title="Mẫu của Hoa", file=ContentFile(content, name))


# -- From draft to public ----------------------------------------------------------------------------------------------


def test_lan_writes_and_minh_releases(procedure, lan, minh, client, today):
    client.force_login(lan)
    body = form(procedure, not_when=[("Mất bản chính.", "1.000002")], mistakes=[("Viết tắt tên.", "Viết đủ họ tên.")])
    answer = client.post(f"{LIST}add/", body)
    guide = Guide.objects.get()
    assert answer.url == page(guide)
    assert public_guide(CODE) is None
    client.force_login(minh)
    assert told(release(client, guide))[-1:] == ["Đã công khai hướng dẫn. Người dân đọc được ngay."]
    held = public_guide(CODE)
    assert held.data == compile_guide(guide)
    assert held.data["not_when"] == [{"text": "Mất bản chính.", "code": "1.000002"}]
    assert ReleasedGuide.objects.get().released_by == "minh"


def test_what_is_edited_afterwards_is_public_only_when_released_again(procedure, lan, minh, client, today):
    guide = written(procedure)
    client.force_login(minh)
    release(client, guide)
    today(TODAY + DAY)
    client.force_login(lan)
    client.post(page(guide, "edit"), form(procedure, summary="Câu mới."))
    assert public_guide(CODE).data["summary"] == "Xin giấy khai sinh cho con."
    assert "Có sửa sau khi công khai" in client.get(LIST).content.decode()
    client.force_login(minh)
    release(client, guide)
    assert public_guide(CODE).data["summary"] == "Câu mới."


def test_who_does_not_control_releases_nothing_and_takes_nothing_back(procedure, lan, minh, client):
    guide = written(procedure)
    client.force_login(lan)
    assert "Công khai hướng dẫn" not in client.get(page(guide)).content.decode()
    release(client, guide)
    assert not ReleasedGuide.objects.exists()
    client.force_login(minh)
    release(client, guide)
    client.force_login(lan)
    client.post(page(guide, "take-back"), {"reason": "Không còn đúng."})
    assert public_guide(CODE)


def test_what_was_changed_after_minh_opened_the_page_is_not_released(procedure, lan, minh, client):
    guide = written(procedure)
    seen = guide.latest_revision_id
    client.force_login(lan)
    client.post(page(guide, "edit"), form(procedure, summary="Câu mà Minh chưa xem."))
    client.force_login(minh)
    answer = client.post(page(guide, "release"), {"revision": seen}, follow=True)
    assert "vừa được người khác sửa" in told(answer)[-1]
    assert not ReleasedGuide.objects.exists()


def test_nothing_of_wagtails_publishes_it(procedure, minh, client):
    guide = written(procedure)
    client.force_login(minh)
    html = client.get(page(guide, "edit")).content.decode()
    assert "action-publish" not in html
    client.post(page(guide, "edit"), form(procedure) | {"action-publish": "1"})
    assert not ReleasedGuide.objects.exists()


def test_taken_back_it_is_gone_from_that_day_with_its_reason(procedure, minh, client, today):
    guide = written(procedure)
    client.force_login(minh)
    release(client, guide)
    today(TODAY + DAY)
    client.force_login(minh)
    client.post(page(guide, "take-back"), {"reason": " "})
    assert public_guide(CODE)
    client.post(page(guide, "take-back"), {"reason": "Mẫu đã đổi."})
    assert public_guide(CODE) is None
    assert public_guide(CODE, TODAY)
    assert ReleasedGuide.objects.latest("id").reason == "Mẫu đã đổi."
    assert "Đã rút" in client.get(LIST).content.decode()


def test_a_public_one_is_not_deleted(procedure, minh, client):
    guide = written(procedure)
    client.force_login(minh)
    release(client, guide)
    client.post(page(guide, "delete"))
    assert Guide.objects.exists()
    client.post(page(guide, "take-back"), {"reason": "Mẫu đã đổi."})
    client.post(page(guide, "delete"))
    assert not Guide.objects.exists()


def test_a_procedure_that_no_decision_announced_has_nothing_to_explain(province, minh, client):
    draft = build.edition(build.decision("", signed_on=None))
    guide = written(draft.procedure)
    client.force_login(minh)
    assert told(release(client, guide)) == [f"{CODE}: Chưa có quyết định nào về thủ tục này được công khai."]


# -- The form ----------------------------------------------------------------------------------------------------------


def test_there_is_one_for_each_procedure_and_language(procedure, lan, client):
    written(procedure)
    client.force_login(lan)
    answer = client.post(f"{LIST}add/", form(procedure))
    assert "đã có hướng dẫn bằng ngôn ngữ này" in str(answer.context["form"].errors)
    client.post(f"{LIST}add/", form(procedure, language="en"))
    assert Guide.objects.count() == 2


def test_another_departments_procedure_is_not_taken(procedure, tuan, client):
    client.force_login(tuan)
    answer = client.post(f"{LIST}add/", form(procedure))
    assert "procedure" in answer.context["form"].errors
    assert not Guide.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg onload=x>", "mau.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cu", "mau.doc"),
        (b"PK\x03\x04 xl/", "mau.docx"),
    ],
)
def test_a_sample_is_what_its_bytes_say(procedure, lan, client, content, name):
    client.force_login(lan)
    answer = client.post(f"{LIST}add/", form(procedure, sample=document(content, name).pk))
    assert "PDF, Word (.docx), PNG hoặc JPG" in str(answer.context["form"].errors["sample"])


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"PK\x03\x04 word/", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"])
def test_a_sample_may_be_pdf_docx_png_or_jpg(procedure, lan, minh, client, content):
    client.force_login(lan)
    client.post(f"{LIST}add/", form(procedure, sample=document(content).pk))
    client.force_login(minh)
    release(client, Guide.objects.get())
    sample = public_guide(CODE).data["sample"]
    assert b"".join(client.get(f"/tep/{sample['sha256']}").streaming_content) == content


def test_a_sample_that_is_too_large_is_refused_in_words(procedure, lan, client):
    client.force_login(lan)
    large = document(b"%PDF-1.7".ljust(MOST_BYTES + 1))
    answer = client.post(f"{LIST}add/", form(procedure, sample=large.pk))
    assert "nhiều nhất 10 MB" in str(answer.context["form"].errors["sample"])


def test_a_sample_exchanged_after_saving_is_looked_at_again(procedure, minh, client):
    guide = written(procedure, sample=document(b"<html>"))
    client.force_login(minh)
    assert "PDF, Word (.docx), PNG hoặc JPG" in told(release(client, guide))[0]
    assert not ReleasedGuide.objects.exists()


def test_it_does_not_lead_to_itself(procedure, minh, client):
    client.force_login(minh)
    client.post(f"{LIST}add/", form(procedure, not_when=[("Con đã lớn.", CODE)]))
    assert "chính thủ tục này" in told(release(client, Guide.objects.get()))[-1]


def test_a_code_has_the_form_of_one(procedure, lan, client):
    client.force_login(lan)
    client.post(f"{LIST}add/", form(procedure, not_when=[("Con đã lớn.", "khai tử")]))
    assert not Guide.objects.exists()


def test_an_old_revision_brings_no_other_procedure_back(procedure):
    guide = written(procedure)
    other = Procedure.objects.create(code="1.000009", department=build.department("so-xay-dung"))
    content = guide.serializable_data() | {"procedure": other.pk, "language": "en"}
    restored = guide.with_content_json(content)
    assert (restored.procedure_id, restored.language) == (procedure.pk, "vi")


def test_a_code_that_citizens_do_not_find_is_told_and_stops_nothing(procedure, minh, client):
    client.force_login(minh)
    client.post(f"{LIST}add/", form(procedure, not_when=[("Mất bản chính.", "1.000002")]))
    guide = Guide.objects.get()
    for view in ("page", "edit"):
        assert "Thủ tục 1.000002 hiện không có hiệu lực" in client.get(page(guide, view)).content.decode()
    build.announced("2/QĐ-UBND", ("1.000002",), signed_on=TODAY)
    assert "hiện không có hiệu lực" not in client.get(page(guide)).content.decode()


def test_translators_write_english_and_leave_the_vietnamese_alone(procedure, control, client):
    from cms.desk.roles import TRANSLATING

    user = build.person("hoa")
    user.groups.add(control[TRANSLATING])
    client.force_login(user)
    for language, changed in (("vi", False), ("en", True)):
        guide = written(procedure, language=language)
        client.post(page(guide, "edit"), form(procedure, language=language, summary="Other words."))
        guide.refresh_from_db()
        assert (guide.summary == "Other words.") is changed


def test_what_should_be_said_plainly_is_told_beside_the_form_and_in_the_list(procedure, lan, client):
    guide = written(procedure, summary="Bạn xuất trình căn cước.")
    client.force_login(lan)
    edit = client.get(page(guide, "edit")).content.decode()
    assert "“xuất trình”: nên nói “đưa cho xem”." in edit
    for place in ("summary", "names", "use_when"):
        assert f'href="#panel-{place}-section"' in edit and f'id="panel-{place}-section"' in edit
    assert "“xuất trình”" in client.get(page(guide)).content.decode()
    [row] = BeautifulSoup(client.get(LIST).content, "html.parser").select("tr:has(a[href*='/guide/page/'])")
    assert "3" in [cell.get_text(strip=True) for cell in row.find_all("td")]


# -- What is public ----------------------------------------------------------------------------------------------------


def test_what_happens_to_the_draft_reaches_nothing_public(procedure, minh, client):
    """Every text of the workbench overwritten by SQL, and all revisions gone."""
    from django.db import connection
    from wagtail.models import Revision

    guide = written(procedure, sample=document(b"%PDF-1.7 mau"))
    client.force_login(minh)
    release(client, guide)
    query = '{ procedure(code: "%s") { guide { names summary useWhen sample { name url } } } }' % CODE
    sha256 = public_guide(CODE).data["sample"]["sha256"]

    def public():
        asked = client.post("/graphql", {"query": query}, content_type="application/json").content
        lines = b"".join(client.get("/export/procedures.jsonl").streaming_content)
        return asked, lines, b"".join(client.get(f"/tep/{sha256}").streaming_content)

    before = public()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cms_guide SET summary = 'DẤU', names = '[]', use_when = '[]', mistakes = '[]'")
        cursor.execute("UPDATE wagtaildocs_document SET title = 'DẤU'")
    Revision.objects.all().delete()
    get_document_model().objects.get().file.delete(save=False)
    assert public() == before


def test_an_unreleased_draft_and_its_sample_are_nowhere(procedure, client):
    written(procedure, summary="DẤU-CỦA-DỰ-THẢO", sample=document(b"%PDF-1.7 DAU"))
    query = '{ procedure(code: "%s") { guide { summary } } }' % CODE
    assert client.post("/graphql", {"query": query}, content_type="application/json").json() == {
        "data": {"procedure": {"guide": None}}
    }
    lines = b"".join(client.get("/export/procedures.jsonl").streaming_content).decode()
    assert "DẤU" not in lines


# -- Another look ------------------------------------------------------------------------------------------------------


def needs_look():
    return list(with_standing(Guide.objects.all()).values_list("needs_look", flat=True))


def amend(today, number="2/QĐ-UBND"):
    today(TODAY + DAY)
    build.announced(number, signed_on=TODAY + DAY, change="amended")
    today(TODAY + 2 * DAY)


def test_a_decision_on_its_procedure_asks_for_another_look(procedure, lan, client, today):
    guide = written(procedure)
    assert needs_look() == [False]
    build.announced("3/QĐ-UBND", ("1.000002",), signed_on=TODAY)
    assert needs_look() == [False]
    amend(today)
    assert needs_look() == [True]
    client.force_login(lan)
    html = client.get(page(guide)).content.decode()
    assert "Cần xem lại" in html and "2/QĐ-UBND" in html
    assert "1.000001" in client.get("/quan-tri/").content.decode()
    assert client.get(f"{LIST}?needs_look=yes").context["object_list"].count() == 1
    assert client.get(f"{LIST}?needs_look=no").context["object_list"].count() == 0


def test_still_right_ends_it(procedure, lan, client, today):
    guide = written(procedure)
    amend(today)
    client.force_login(lan)
    client.post(page(guide, "still-right"))
    assert needs_look() == [False]
    assert "Không có hướng dẫn nào cần xem lại." in client.get("/quan-tri/").content.decode()


def test_so_does_an_edit(procedure, lan, client, today):
    guide = written(procedure)
    amend(today)
    client.force_login(lan)
    client.post(page(guide, "edit"), form(procedure, summary="Theo quyết định mới."))
    assert needs_look() == [False]


def test_so_does_releasing(procedure, minh, client, today):
    guide = written(procedure)
    amend(today)
    client.force_login(minh)
    release(client, guide)
    assert needs_look() == [False]


def test_a_withdrawn_decision_asks_for_nothing(procedure, today):
    from register import record
    from register.models import Announcement

    written(procedure)
    today(TODAY + DAY)
    build.announced("2/QĐ-UBND", signed_on=TODAY + DAY, effective_on=TODAY + 30 * DAY, change="amended")
    assert needs_look() == [True]
    record.withdraw(Announcement.objects.get(number="2/QĐ-UBND"), "Sai phụ lục.", "minh")
    assert needs_look() == [False]


def test_a_correction_asks_for_another_look(procedure, today):
    from register import record
    from register.models import AnnouncedEdition
    from register.words import CorrectionKind

    written(procedure)
    today(TODAY + DAY)
    record.correct(
        AnnouncedEdition.objects.get(),
        kind=CorrectionKind.ENTRY,
        reason="Nhập nhầm ngày.",
        author="lan",
        confirmed_by="minh",
        effective_on=dt.date(2026, 2, 1),
    )
    assert needs_look() == [True]


def test_who_only_reads_does_not_say_that_it_is_still_right(procedure, client, control, today):
    from cms.desk.roles import AUDITING

    guide = written(procedure)
    amend(today)
    user = build.person("hoa")
    user.groups.add(control[AUDITING])
    client.force_login(user)
    assert client.get(page(guide)).status_code == 200
    client.post(page(guide, "still-right"))
    assert needs_look() == [True]


def test_another_department_sees_nothing_of_it(procedure, tuan, client, today):
    guide = written(procedure)
    amend(today)
    client.force_login(tuan)
    assert client.get(page(guide)).status_code == 404
    assert client.post(page(guide, "still-right")).status_code == 404
    assert client.get(LIST).context["object_list"].count() == 0
    assert needs_look() == [True]
