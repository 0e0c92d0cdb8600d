"""The annex and the notice board's list: what stands in them, and how they look, read back from the files."""

import datetime as dt
import sys
from itertools import pairwise

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx.shared import Pt

from cms.drafting import stream
from cms.importing.rows import read_rows
from cms.models import Decision, Edition
from cms.papers.annex import annex_of
from cms.papers.annex import columns as annex_columns
from cms.papers.making import TYPES, is_quick, make
from cms.papers.notice import Asked, notice_of
from cms.papers.notice import columns as notice_columns
from cms.papers.paper import PAGE
from register import record
from register.models import Agency, Sector
from register.naming import agency_names, sector_names
from register.words import ChangeKind, CorrectionKind, Level
from tests import build

from . import papers

pytestmark = pytest.mark.django_db

DAY, SOON = dt.date(2024, 3, 1), dt.date(2024, 3, 2)
SPECIAL = "Cấp “giấy phép” <b>A & B</b> – 100% ‰ \u0001\ufffe{{ x }} %(y)s \\ 'n' \N{COMBINING ACUTE ACCENT}"
FORMULA = '=HYPERLINK("http://ac.example","Bấm")'


def annex(decision, form="docx", seen=None):
    seen = Edition.objects.values_list("pk", flat=True) if seen is None else seen
    return make(annex_of(Decision.objects.get(pk=decision.pk), seen), form)


def draft(**fields):
    decision = build.decision("", signed_on=None, title="Công bố danh mục")
    return decision, build.edition(decision, "1.000001", approved=False, confirmed=False, **fields)


def words(content, form):
    return " ".join(papers.words_of_docx(content).split()) if form == "docx" else papers.words_of_pdf(content)


both = pytest.mark.parametrize("form", sorted(TYPES))


@both
def test_a_draft_is_marked_and_bears_neither_number_nor_day(province, form):
    decision, _edition = draft()
    Decision.objects.filter(pk=decision.pk).update(number="77/QĐ-UBND", signed_on=DAY)
    told = words(annex(decision, form), form)
    assert "DỰ THẢO" in told and "Số: ...../QĐ-UBND" in told
    assert "ngày ..... tháng ..... năm ....." in told
    assert "77/QĐ-UBND" not in told and "2024" not in told


@both
def test_what_is_announced_bears_number_place_and_day_and_no_mark(province, form):
    build.announced("77/QĐ-UBND", name="Đăng ký khai sinh")
    told = words(annex(Decision.objects.get(), form), form)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc" in told
    assert "ỦY BAN NHÂN DÂN TỈNH LAM SƠN" in told
    assert "Số: 77/QĐ-UBND" in told and "Lam Sơn, ngày 01 tháng 3 năm 2024" in told
    assert "(Ban hành kèm theo Quyết định số 77/QĐ-UBND ngày 01 tháng 3 năm 2024 của Chủ tịch Ủy ban" in told
    assert "DỰ THẢO" not in told
    for part in ("1.000001", "Đăng ký khai sinh", "5 ngày làm việc", "Lệ phí 8.000 đồng", "Luật Hộ tịch, số 60/2014"):
        assert part in told


def test_what_is_announced_is_told_as_the_record_holds_it_and_not_as_the_draft_stands(province):
    public = build.announced(name="Tên đã công khai").editions.get()
    Edition.objects.update(name="Tên trong dự thảo")
    right = public.documents.get().data | {"name": "Tên đã đính chính"}
    told = words(annex(Decision.objects.get()), "docx")
    assert "Tên đã công khai" in told and "Tên trong dự thảo" not in told
    record.correct(
        public, kind=CorrectionKind.ENTRY, reason="x", author="lan", confirmed_by="minh", locale="vi", data=right
    )
    assert "Tên đã đính chính" in words(annex(Decision.objects.get()), "docx")


@both
def test_what_was_withdrawn_says_so(province, form):
    public = build.announced(effective_on=dt.date(2035, 1, 1))
    record.withdraw(public, "Ký nhầm", "minh")
    assert "ĐÃ THU HỒI" in words(annex(Decision.objects.get(), form), form)


def test_procedures_stand_by_change_then_level_then_sector(province):
    decision = build.decision("", signed_on=None)
    build.edition(decision, "1.000001", change="abolished", levels=["commune"])
    build.edition(decision, "1.000002", change="new", levels=["commune"])
    build.edition(decision, "1.000003", change="new", levels=["province"])
    build.edition(decision, "1.000004", change="new", levels=["province", "commune"])
    build.edition(decision, "1.000005", change="replaced", levels=["commune"], successors=["1.000002"])
    content = annex(decision)
    rows = [row[1] if row[1][:1] == "1" else row[0] for row in papers.cells_of_docx(content) if row[0] != "Số TT"]
    sector = "Lĩnh vực Hộ tịch"
    assert rows == [
        *("I. CẤP TỈNH", sector, "1.000003", "II. CẤP TỈNH, CẤP XÃ", sector, "1.000004"),
        *("III. CẤP XÃ", sector, "1.000002"),
        *("I. CẤP XÃ", sector, "1.000005"),
        *("I. CẤP XÃ", sector, "1.000001"),
    ]
    told = papers.words_of_docx(content)
    headings = [
        "A. THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH",
        "B. THỦ TỤC HÀNH CHÍNH ĐƯỢC THAY THẾ",
        "C. THỦ TỤC HÀNH CHÍNH BỊ BÃI BỎ",
    ]
    assert all(0 < told.index(one) < told.index(other) for one, other in pairwise(headings))
    assert next(row for row in papers.cells_of_docx(content) if row[1] == "1.000005")[3] == "1.000002"


def test_the_import_reads_what_was_made(province):
    decision = build.decision("", signed_on=None)
    for number, change in enumerate(ChangeKind.values, 1):
        build.edition(decision, f"1.00000{number}", change=change, levels=["commune"], successors=["1.000009"])
    rows = read_rows(annex(decision))
    assert {(row.code, row.name, row.change, *row.levels, row.problem) for row in rows} == {
        (f"1.00000{number}", f"Đăng ký việc 1.00000{number}", change, "commune", "")
        for number, change in enumerate(ChangeKind.values, 1)
    }


@both
def test_each_code_leads_to_the_public_page(province, form, settings):
    settings.PUBLIC_URL = "https://thutuc.lamson.example/"
    decision, _edition = draft()
    build.edition(decision, "1.000002", approved=False, confirmed=False)
    read = papers.codes_of_docx if form == "docx" else papers.codes_of_pdf
    assert read(annex(decision, form)) == [
        "https://thutuc.lamson.example/thu-tuc/1.000001",
        "https://thutuc.lamson.example/thu-tuc/1.000002",
    ]


# -- Form (Nghị định 30/2020/NĐ-CP, phụ lục I) -------------------------------------------------------------------------


def test_the_docx_has_the_margins_the_font_and_the_page_number_of_the_decree(province):
    decision, _edition = draft()
    document = papers.of_docx(annex(decision))
    page = document.sections[0]
    assert [round(side.mm) for side in (page.page_width, page.page_height)] == [297, 210]
    assert all(20 <= round(margin.mm) <= 25 for margin in (page.top_margin, page.bottom_margin))
    assert 30 <= round(page.left_margin.mm) <= 35 and 15 <= round(page.right_margin.mm) <= 20
    normal = document.styles["Normal"].font
    assert (normal.name, normal.size) == ("Times New Roman", Pt(13))
    sizes = {
        run.font.size
        for table in document.tables
        for cell in table._cells
        for each in cell.paragraphs
        for run in each.runs
    }
    assert sizes <= {None, Pt(13), Pt(14), Pt(4)}  # the small one is of a line without words
    assert page.different_first_page_header_footer
    assert "PAGE" in page.header._element.xml and "PAGE" not in page.first_page_header._element.xml


def test_the_pdf_has_the_margins_and_embeds_each_of_its_fonts(province):
    decision, _edition = draft(name="Đăng ký " * 500)
    read = papers.of_pdf(annex(decision, "pdf"))
    assert [round(float(side) / 72 * 25.4) for side in read.pages[0].mediabox[2:]] == [297, 210]
    places = []

    def visit(text, canvas, place, *_more):
        if text.strip() and text.strip() not in {"2", "DỰ THẢO"}:  # what stands in the margins
            places.append([(canvas[axis] + place[axis]) / 72 * 25.4 for axis in (4, 5)])

    read.pages[1].extract_text(visitor_text=visit)
    assert round(min(x for x, _y in places), 3) >= 30 and max(x for x, _y in places) < 297 - 15
    assert min(y for _x, y in places) >= 20 and max(y for _x, y in places) <= 210 - 20
    fonts = [font.get_object() for page in read.pages for font in page["/Resources"]["/Font"].values()]
    assert all("LiberationSerif" in font["/BaseFont"] and "/FontFile2" in font["/FontDescriptor"] for font in fonts)
    first, *others = [page.extract_text().split("\n")[0] for page in read.pages]
    assert others == [str(number) for number in range(2, len(read.pages) + 1)] and first != "1"


@both
def test_odd_letters_stand_as_they_are(province, form):
    decision, _edition = draft(name=SPECIAL, reception="<img src='x'/>")
    told = words(annex(decision, form), form)
    assert "Cấp “giấy phép” <b>A & B</b> – 100% ‰ {{ x }} %(y)s \\ 'n'" in told
    assert "<img src='x'/>" in told.replace("<img src=' x", "<img src='x")


@both
def test_a_formula_is_a_text(province, form):
    decision, _edition = draft(name=FORMULA)
    content = annex(decision, form)
    assert FORMULA.replace(" ", "") in words(content, form).replace(" ", "")
    if form == "docx":
        xml = papers.of_docx(content).element.body.xml
        assert "w:fldSimple" not in xml and "w:instrText" not in xml


@both
def test_a_name_longer_than_a_page_is_told_to_its_end(province, form):
    decision, _edition = draft(name="Cấp giấy phép " * 700 + "cuối cùng")
    build.edition(decision, "1.000002", name="Kế tiếp", approved=False, confirmed=False)
    told = words(annex(decision, form), form)
    assert told.count("Cấp giấy phép") >= 650 and "cuối cùng" in told and "Kế tiếp" in told


opened: list[tuple[str, object]] = []
sys.addaudithook(lambda event, args: opened.append((event, args[:2])) if event in {"open", "socket.connect"} else None)


@both
@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/a.png", "https://ac.example/a.png", "file://{here}", "{here}", "data:image/png;base64,AA"],
)
def test_nothing_that_a_text_names_is_fetched(province, form, address, tmp_path):
    here = tmp_path / "bi-mat.png"
    here.write_bytes(b"secret")
    text = f'<img src="{address.format(here=here)}" width="9" height="9"/><a href="{address.format(here=here)}">x</a>'
    decision, _edition = draft(name=text, reception=text)
    opened.clear()
    told = words(annex(decision, form), form).replace(" ", "")
    assert not [each for each in opened if each[0] == "socket.connect" or "bi-mat" in str(each[1])]
    assert text.replace(" ", "")[:20] in told and told.count("<img") == 2  # they are read as what they are: words


# -- What a reader may know, and how much is read ----------------------------------------------------------------------


def test_a_draft_that_the_reader_may_not_see_stands_by_its_code_alone(province):
    decision, own = draft(name="Của Lan")
    build.edition(decision, "1.000002", department_key="so-xay-dung", name="BÍMẬT", reception="BÍMẬT")
    told = words(annex(decision, seen=[own.pk]), "docx")
    assert "Của Lan" in told and "1.000002" in told and "(của đơn vị khác)" in told
    assert "BÍMẬT" not in told


def test_a_list_edition_tells_the_ministrys_text(province):
    base = build.announced("7/QĐ-BTP", issuer="bo-tu-phap", name="Tên của bộ").editions.get()
    decision, _row = draft(form="list", base_key=base.key, name="Tên của bộ", methods=[], legal_basis=[])
    told = words(annex(decision), "docx")
    assert "5 ngày làm việc" in told and "Luật Hộ tịch" in told


@both
def test_forty_nine_are_made_at_once_and_more_are_not(province, form):
    decision = build.decision("", signed_on=None)
    for number in range(49):
        build.edition(decision, f"1.{number:06}", approved=False, confirmed=False)
    paper = annex_of(decision, Edition.objects.values_list("pk", flat=True))
    assert (paper.procedures, is_quick(paper)) == (49, True)
    assert all(f"1.{number:06}" in words(make(paper, form), form) for number in (0, 48))
    for number in (50, 51):
        build.edition(decision, f"1.{number:06}", approved=False, confirmed=False)
    assert not is_quick(annex_of(decision, []))


@pytest.mark.parametrize("public", [False, True])
def test_an_annex_is_read_in_as_many_queries_for_many_as_for_few(province, public):
    seen = []
    for count in (2, 22):
        codes = tuple(f"1.{count:03}{number:03}" for number in range(count))
        if public:
            build.announced(f"{count}/QĐ-UBND", codes)
            decision = Decision.objects.get(number=f"{count}/QĐ-UBND")
        else:
            decision = build.decision("", signed_on=None)
            for code in codes:
                build.edition(decision, code, approved=False, confirmed=False)
        decision = Decision.objects.get(pk=decision.pk)
        agency_names(), sector_names()
        with CaptureQueriesContext(connection) as queries:
            paper = annex_of(decision, list(decision.editions.values_list("pk", flat=True)))
        assert paper.procedures == count
        seen.append(len(queries))
    assert seen[0] == seen[1]


# -- The notice board --------------------------------------------------------------------------------------------------


def codes(**asked):
    paper = notice_of(Asked(**{"level": "commune", "day": DAY} | asked))
    return [row.cells[1] for section in paper.sections for row in section.rows if hasattr(row, "cells")]


def performed_by(key):
    return stream("agency", [{"role": "performing", "agency": Agency.objects.get(key=key).pk, "text": "", "act": ""}])


def test_the_list_is_of_one_level_agency_sector_and_day(province):
    build.announced("1/QĐ-UBND", ("1.000001",), agencies=performed_by("so-tu-phap"))
    build.announced("2/QĐ-UBND", ("1.000002",), sector=Sector.objects.get(key="dat-dai"))
    build.announced("3/QĐ-UBND", ("1.000003",), levels=["province"])
    build.announced("4/QĐ-UBND", ("1.000004",), effective_on=dt.date(2024, 6, 1))
    assert codes() == ["1.000002", "1.000001"]
    assert codes(agency="so-tu-phap") == ["1.000001"] and codes(sector="dat-dai") == ["1.000002"]
    assert codes(level="province") == ["1.000003"]
    assert codes(day=dt.date(2024, 6, 1)) == ["1.000002", "1.000001", "1.000004"]


def test_a_merged_agency_hangs_out_what_its_predecessors_took_in(province):
    build.announced("1/QĐ-UBND", ("1.000001",), agencies=performed_by("so-tu-phap"))
    assert codes(agency="so-xay-dung") == []
    record.succeed(Agency.objects.get(key="so-tu-phap"), Agency.objects.get(key="so-xay-dung"), SOON)
    assert codes(agency="so-xay-dung", day=DAY) == []
    assert codes(agency="so-xay-dung", day=SOON) == ["1.000001"]


def test_it_tells_of_each_procedure_what_holds_at_its_level(province):
    build.announced("1/QĐ-UBND", levels=["commune"], name="Ở xã")
    build.announced("2/QĐ-UBND", levels=["province"], name="Ở tỉnh", signed_on=SOON)
    build.announced("3/QĐ-UBND", ("1.000002",), levels=["commune"], name="Đã bỏ")
    build.announced("4/QĐ-UBND", ("1.000002",), levels=["commune"], change="abolished", signed_on=SOON)
    told = words(make(notice_of(Asked(level="commune", day=SOON)), "docx"), "docx")
    assert "Ở xã" in told and "Ở tỉnh" not in told and "1.000002" not in told


@both
def test_the_list_tells_time_fee_online_level_day_and_who_hangs_it_out(province, form):
    online = [
        {"channel": "online", "description": "", "limits": [], "fees": []},
        {
            "channel": "counter",
            "description": "",
            "limits": [],
            "fees": build.listed([{"kind": "fee", "case": "", "amount": 0, "rule": ""}]),
        },
    ]
    build.announced(methods=online, controlled=False)
    content = make(notice_of(Asked(level="commune", day=DAY, desk="Ủy ban nhân dân phường Hạc Thành")), form)
    told = words(content, form)
    assert "ỦY BAN NHÂN DÂN PHƯỜNG HẠC THÀNH" in told and "BỘ PHẬN MỘT CỬA CẤP XÃ" in told
    assert "(Có hiệu lực ngày 01 tháng 3 năm 2024)" in told and "Số:" not in told
    if form == "docx":
        assert papers.cells_of_docx(content)[2][3:6] == ["", "Không", "Có"]


@both
def test_an_empty_list_says_so(province, form):
    told = words(make(notice_of(Asked(level=Level.COMMUNE, day=DAY)), form), form)
    assert "Không có thủ tục nào có hiệu lực trong ngày này." in told


def test_the_list_is_read_in_as_many_queries_for_many_as_for_few(province):
    seen = []
    for count in (2, 22):
        build.announced(f"{count}/QĐ-UBND", tuple(f"1.{count:03}{number:03}" for number in range(count)))
        with CaptureQueriesContext(connection) as queries:
            notice_of(Asked(level="commune", day=DAY))
        seen.append(len(queries))
    assert seen[0] == seen[1]


def test_the_address_on_paper_is_that_of_the_portal(province):
    build.announced()
    (section,) = notice_of(Asked(level="commune", day=DAY)).sections
    assert section.rows[-1].address == f"{settings.PUBLIC_URL}/thu-tuc/1.000001"


def test_the_columns_fill_the_page_between_its_margins():
    listed_columns = [*(annex_columns(change) for change in ChangeKind), notice_columns()]
    assert [sum(column.width for column in columns) for columns in listed_columns] == [PAGE.inside] * 5
