"""What hits show is read once, and what stands in the index is what is shown."""

import datetime as dt

import pytest

from search.engines import Hit, shown
from search.engines.shown import Shown
from search.plan import plan
from search.synchronize import rebuild, synchronize
from tests.build import announced

APRIL = dt.date(2024, 4, 1)
MAY = dt.date(2024, 5, 1)
TODAY = dt.date(2026, 1, 1)


def answered(*hashes: str) -> dict[str, Hit]:
    return {each: Hit(f"code of {each}", 0.0) for each in hashes}


def test_what_a_document_shows_is_read_once():
    held, asked = Shown(), []

    def read(hashes):
        asked.append(list(hashes))
        return answered(*hashes)

    held.of(["a", "b"], read)
    assert held.of(["b", "c"], read) == answered("b", "c")
    assert held.of(["a", "b", "c"], read) == answered("a", "b", "c")
    assert asked == [["a", "b"], ["c"]]


def test_a_document_that_has_gone_since_is_left_out_and_not_kept_as_gone():
    held = Shown()
    assert held.of(["a", "b"], lambda hashes: answered("a")) == answered("a")
    assert held.of(["b"], lambda hashes: answered("b")) == answered("b")


def test_no_more_is_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(shown, "MOST", 2)
    held = Shown()
    held.of(["a", "b", "c"], lambda hashes: answered(*hashes))
    assert held.of(["b", "c"], lambda hashes: pytest.fail("these were kept")) == answered("b", "c")
    assert held.of(["a"], lambda hashes: {}) == {}


@pytest.mark.django_db
def test_a_hit_shows_the_new_text_as_soon_as_the_index_has_it(province, engine):
    announced("1/QĐ-UBND", ("1.000001",), effective_on=APRIL, name="Đăng ký kết hôn")
    rebuild(engine)
    asked = plan("kết hôn", TODAY)
    assert [hit.name for hit in engine.search(asked, 10).hits] == ["Đăng ký kết hôn"]
    announced("2/QĐ-UBND", ("1.000001",), effective_on=MAY, name="Đăng ký kết hôn lưu động", change="amended")
    synchronize(engine)
    assert [hit.name for hit in engine.search(asked, 10).hits] == ["Đăng ký kết hôn lưu động"]


@pytest.mark.django_db
def test_equal_hits_come_in_the_order_of_codes_on_every_page(province, engine):
    codes = [f"1.0000{place:02}" for place in range(1, 21)]
    announced("1/QĐ-UBND", tuple(codes[::2]), effective_on=APRIL, name="Đăng ký kết hôn")
    rebuild(engine)
    announced("2/QĐ-UBND", tuple(codes[1::2]), effective_on=APRIL, name="Đăng ký kết hôn")  # written last
    synchronize(engine)
    asked = plan("kết hôn", TODAY)
    pages = [[hit.code for hit in engine.search(asked, 5, offset).hits] for offset in (0, 5, 10, 15)]
    assert pages == [codes[:5], codes[5:10], codes[10:15], codes[15:]]
