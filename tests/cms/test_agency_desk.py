"""The control office tells of an agency's desk from a day on; nothing told before is lost."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from register import record
from register.desk import desk
from register.models import Agency, DeskData

pytestmark = pytest.mark.django_db

MAY, JUNE = dt.date(2024, 5, 2), dt.date(2024, 6, 3)
FORM = {
    "address": "Số 1 đường Hùng Vương",
    "point": "20.541233, 105.913241",
    "telephone": "1900 0000",
    "hours": "Sáng: 7 giờ 30\r\n\r\n  Chiều: 13 giờ 30 ",
    "counters": "Quầy 1: Hộ tịch",
    "bank_account": "",
    "from_on": "2024-05-02",
}


@pytest.fixture
def justice(province, today):
    today(MAY)
    return Agency.objects.get(key="so-tu-phap")


def url(agency):
    return f"/quan-tri/snippets/register/agency/desk/{agency.pk}/"


def errors(answer):
    return answer.context["form"].errors


def test_what_minh_writes_is_what_the_register_tells(justice, minh, client):
    client.force_login(minh)
    answer = client.post(url(justice), FORM, follow=True)
    assert "Đã ghi dữ liệu bộ phận một cửa" in answer.content.decode()
    row = DeskData.objects.get()
    assert (row.from_on, row.recorded_by) == (MAY, "minh")
    assert row.data == {
        "address": "Số 1 đường Hùng Vương",
        "latitude": 20.541233,
        "longitude": 105.913241,
        "telephone": "1900 0000",
        "hours": ["Sáng: 7 giờ 30", "Chiều: 13 giờ 30"],
        "counters": ["Quầy 1: Hộ tịch"],
        "bank_account": "",
    }


def test_the_form_begins_with_what_holds_so_that_one_thing_can_be_changed(justice, minh, client):
    client.force_login(minh)
    client.post(url(justice), FORM)
    begun = client.get(url(justice)).context["form"].initial
    client.post(url(justice), begun | {"telephone": "1900 1111", "from_on": "2024-06-03"})
    assert desk("so-tu-phap", JUNE).data == desk("so-tu-phap", MAY).data | {"telephone": "1900 1111"}


def test_the_history_tells_all_that_was_written(justice, minh, client):
    record.tell_desk(justice, {"address": "Nhà cũ"}, MAY, "minh")
    record.tell_desk(justice, {}, JUNE, "hoa")
    client.force_login(minh)
    page = client.get(url(justice)).content.decode()
    assert all(text in page for text in ("Nhà cũ", "02/05/2024", "03/06/2024", "hoa, ", "Không còn dữ liệu."))


@pytest.mark.parametrize(
    ("wrong", "field", "told"),
    [
        ({"point": "105.913241, 20.541233"}, "point", "không ở Việt Nam"),
        ({"point": "gần chợ"}, "point", "cách nhau bằng dấu phẩy"),
        ({"point": "20.5"}, "point", "cách nhau bằng dấu phẩy"),
        ({"telephone": "gọi văn thư"}, "telephone", "không có chữ số"),
        ({"address": "x" * 301}, "address", "300 ký tự"),
        ({"from_on": "31/02/2024"}, "from_on", ""),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_written(justice, minh, client, wrong, field, told):
    client.force_login(minh)
    answer = client.post(url(justice), FORM | wrong)
    assert list(errors(answer)) == [field]
    assert told in str(errors(answer)[field])
    assert not DeskData.objects.exists()


def test_the_same_again_is_refused(justice, minh, client):
    client.force_login(minh)
    client.post(url(justice), FORM)
    assert "Không có gì khác" in str(errors(client.post(url(justice), FORM)))
    assert DeskData.objects.count() == 1


def test_who_may_not_change_agencies_reads_and_writes_nothing(justice, lan, client):
    record.tell_desk(justice, {"address": "Nhà cũ"}, MAY, "minh")
    client.force_login(lan)
    page = client.get(url(justice))
    assert "Nhà cũ" in page.content.decode()
    assert "Ghi dữ liệu" not in page.content.decode()
    client.post(url(justice), FORM)
    assert DeskData.objects.count() == 1


def test_an_agency_that_is_not_there_has_no_screen(justice, minh, client):
    client.force_login(minh)
    assert client.get("/quan-tri/snippets/register/agency/desk/999999/").status_code == 404


def test_the_agencys_screen_leads_to_it(justice, minh, client):
    client.force_login(minh)
    assert url(justice) in client.get(f"/quan-tri/snippets/register/agency/edit/{justice.pk}/").content.decode()


def test_a_long_history_asks_the_database_no_more(justice, minh, client):
    client.force_login(minh)
    counts = []
    for times in (2, 20):
        for number in range(times):
            record.tell_desk(justice, {"address": f"Nhà {times} {number}"}, MAY, "minh")
        client.get(url(justice))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(justice))
        counts.append(len(queries))
    assert counts[0] == counts[1]
