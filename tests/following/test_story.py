"""Hoa follows a sector: what Lan wrote and Minh announced comes to her the next morning, until she wants no more."""

import pytest

from cms.announce import announce
from following import daily, letters
from following.models import Follower, Following
from tests import build

from .conftest import CONFIRM, FOLLOW, FOLLOWING, HOA, MONDAY, THURSDAY, TUESDAY, UNFOLLOW, WEDNESDAY, plain, token_in

pytestmark = pytest.mark.django_db


def test_hoa_follows_a_sector_gets_one_message_and_ends_it_in_one_click(province, at, tell, mailbox):
    at(MONDAY, 9)
    build.announced("1/QĐ-UBND", ("1.000001",), name="Đăng ký khai sinh")
    assert tell(FOLLOW, address=" Hoa@Lamson.example", kind="SECTOR", key="ho-tich", locale="vi") == {
        "received": True,
        "refusal": None,
        "waitSeconds": None,
    }
    assert letters.send_due() == 1
    (letter,) = mailbox.to(HOA)
    assert letter["Subject"].strip() == "Xác nhận theo dõi thay đổi thủ tục hành chính"
    assert "Hộ tịch" in plain(letter) and "48 giờ" in plain(letter)
    assert daily.send_due() == 0  # nothing is followed yet
    token = token_in(letter)
    assert tell(FOLLOWING, token=token) == {"confirmed": False, "asked": {"key": "ho-tich"}, "subjects": []}
    assert tell(CONFIRM, token=token) == {"kind": "SECTOR", "key": "ho-tich", "name": "Hộ tịch"}

    at(MONDAY, 15)
    draft = build.decision("2/QĐ-UBND", signed_on=MONDAY, effective_on=THURSDAY)  # Lan's
    build.edition(draft, "1.000001", change="amended", name="Đăng ký khai sinh")
    build.edition(draft, "1.000002", change="new", name="Đăng ký kết hôn")
    announce(draft, "minh")
    build.announced("3/QĐ-UBND", ("1.000003",), name="Đăng ký hộ tịch khác")
    assert daily.send_due() == 0

    at(TUESDAY)
    daily.send_due()
    assert daily.send_due() == 0
    _letter, message = mailbox.to(HOA)
    text = plain(message)
    assert message["Subject"].strip() == "Thay đổi thủ tục hành chính bạn theo dõi, ngày 24/11/2026"
    for words in (
        "Quyết định 2/QĐ-UBND",
        "/quyet-dinh/2-QD-UBND-2026",
        "Đăng ký khai sinh (1.000001)",
        "Được sửa đổi, bổ sung, có hiệu lực từ ngày 26/11/2026.",
        "/thu-tuc/1.000002?ngay=2026-11-26\n",
        "/thu-tuc/1.000003\n",
        "Quyết định 3/QĐ-UBND",
        "- lĩnh vực: Hộ tịch",
    ):
        assert words in text
    assert "1/QĐ-UBND\n" not in text  # older than her wish
    html = message.get_body(("html",)).get_content()
    assert '<html lang="vi">' in html and "/thu-tuc/1.000001" in html

    at(THURSDAY)  # its day: she knows it already
    daily.send_due()
    assert len(mailbox.to(HOA)) == 2

    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = token_in(message)
    assert message["List-Unsubscribe"].endswith(f"/theo-doi/thoi?ma={leave}>")
    assert tell(UNFOLLOW, token=leave) is True
    assert not Follower.objects.exists() and not Following.objects.exists()
    build.announced("4/QĐ-UBND", ("1.000004",))
    at(THURSDAY.replace(day=27))
    daily.send_due()
    assert len(mailbox.to(HOA)) == 2
    assert tell(UNFOLLOW, token=leave) is True  # once more does no harm
    assert tell(FOLLOWING, token=leave)["subjects"] == []


def test_however_much_she_follows_it_is_one_message_and_each_decision_stands_in_it_once(province, at, follow, mailbox):
    at(MONDAY, 9)
    build.announced("1/QĐ-UBND", ("1.000001",))
    for kind, key in (("SECTOR", "ho-tich"), ("PROCEDURE", "1.000001"), ("AGENCY", "so-tu-phap")):
        follow(kind, key)
    before = len(mailbox.raw)
    agencies = [{"role": "performing", "agency": build.Agency.objects.get(key="so-tu-phap").pk, "text": "", "act": ""}]
    build.announced(
        "2/QĐ-UBND", ("1.000001",), change="amended", signed_on=MONDAY, agencies=build.stream("agency", agencies)
    )
    at(TUESDAY)
    daily.send_due()
    (message,) = mailbox.messages[before:]
    assert plain(message).count("Quyết định 2/QĐ-UBND\n") == 1
    at(WEDNESDAY)
    daily.send_due()
    assert len(mailbox.raw) == before + 1
