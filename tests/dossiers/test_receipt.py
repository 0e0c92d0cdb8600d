"""Hoa prints the paper that the law asks for: what she filed, when it was received, which day is promised."""

import io

import pytest
from pypdf import PdfReader

from dossiers.receipt import receipt
from dossiers.refusals import Reason, Refused
from tests.dossiers.build import attached, begun, received, sent, whole
from tests.dossiers.test_notices import HOA

pytestmark = pytest.mark.django_db


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_it_says_what_the_form_of_the_law_asks_for(offered):
    dossier = received(sent()[0])
    told = words(receipt(dossier))
    for line in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        f"Mã hồ sơ: {dossier.code}",
        "Số: 0001/TNHS",
        "Tiếp nhận hồ sơ của: Lê Thị Hoa",
        f"Số điện thoại: 0912 345 678; Thư điện tử: {HOA}",
        "Thời gian giải quyết hồ sơ theo quy định là: 5 ngày làm việc",
        "Thời gian nhận hồ sơ: 12 giờ 00 phút, ngày 04 tháng 05 năm 2026",
        "ngày 11 tháng 05 năm 2026",
        "Đăng ký nhận kết quả: bản điện tử",
    ):
        assert line in told, (line, told)


def test_before_it_is_received_no_day_is_promised(offered):
    with pytest.raises(Refused) as refused:
        receipt(sent()[0])
    assert refused.value.reason == Reason.NOT_NOW


def test_who_files_for_another_and_every_paper_are_named(offered):
    from dossiers import filing
    from dossiers.access import Asker

    draft = begun()
    paper = attached(draft.draft, name="ủy quyền & <b>.pdf")
    submitter = {
        "name": "Lê Văn Minh",
        "id_number": "001085012345",
        "phone": "0987654321",
        "relation": "representative",
        "authorization": [paper.answer],
    }
    import json

    answers = json.dumps(whole(_applicant__for_whom="another", _submitter=submitter))
    dossier = received(filing.submit(draft.draft.code, Asker(draft.look_up_code), answers))
    told = words(receipt(dossier))
    assert "Người nộp hồ sơ: Lê Văn Minh" in told
    assert "Giấy ủy quyền: ủy quyền & <b>.pdf" in told


def test_it_goes_to_who_may_open_the_dossier_alone(offered, client):
    dossier, look_up = sent()
    asked = {"X-Dossier": dossier.code, "X-Look-Up-Code": look_up}
    assert client.get("/dossier-receipt", headers=asked).status_code == 404
    received(dossier)
    answer = client.get("/dossier-receipt", headers=asked)
    assert answer.content.startswith(b"%PDF") and answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("attachment")
    for wrong in ({}, asked | {"X-Look-Up-Code": "7K2M-9QXC-4TBD"}, asked | {"X-Dossier": "000.00.00.H00-260504-9999"}):
        assert client.get("/dossier-receipt", headers=wrong).status_code == 404
