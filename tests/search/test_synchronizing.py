"""The index follows the record, whatever happens to it."""

import datetime as dt

import pytest

from register import changes
from search import derive
from search.engines import Cursor, EngineUnavailable
from search.engines.embedded import EmbeddedEngine
from search.find import find
from search.models import IndexDocument, RefusedDocument
from search.synchronize import (
    RebuildFailed,
    RebuildNeeded,
    differences,
    follow,
    rebuild,
    repair,
    roll_back,
    stored,
    synchronize,
)
from search.tasks import follow_change_log, repair_index
from tests.build import announced

pytestmark = pytest.mark.django_db

APRIL = dt.date(2024, 4, 1)
MAY = dt.date(2024, 5, 1)


def names(query: str) -> list[str]:
    return [found.answer.name for found in find(query).found]


def test_without_an_index_names_are_searched_in_the_database_and_the_answer_says_so(province, engine):
    announced("1/QĐ-UBND", name="Đăng ký kết hôn", effective_on=APRIL)
    result = find("ket hon")
    assert result.degraded
    assert [found.answer.code for found in result.found] == ["1.000001"]


def test_a_rebuilt_index_stands_at_the_head_of_the_log(province, engine):
    announced(effective_on=APRIL)
    assert rebuild(engine) == 1
    assert engine.cursor() == Cursor(changes.epoch(), changes.head())


def test_following_needs_an_index(province, engine):
    with pytest.raises(RebuildNeeded):
        follow(engine)


def test_it_follows_what_is_announced(province, engine):
    rebuild(engine)
    announced("1/QĐ-UBND", name="Đăng ký kết hôn", effective_on=APRIL)
    assert follow(engine) == 1
    assert names("kết hôn") == ["Đăng ký kết hôn"]
    assert follow(engine) == 0


def test_the_task_follows_and_twice_is_harmless(province, engine):
    rebuild(engine)
    announced("1/QĐ-UBND", name="Đăng ký kết hôn", effective_on=APRIL)
    follow_change_log()
    held = dict(engine.hashes())
    follow_change_log()
    assert dict(engine.hashes()) == held
    assert names("kết hôn") == ["Đăng ký kết hôn"]


def test_an_older_decision_announced_late_emits_its_neighbour_again(province, engine):
    announced("2/QĐ-UBND", name="Mới", effective_on=MAY)
    rebuild(engine)
    announced("1/QĐ-UBND", name="Cũ", effective_on=APRIL)
    follow(engine)
    assert find("cũ", on=APRIL).total == 1
    assert find("cũ", on=MAY).total == 0


def test_repair_writes_what_is_missing_and_takes_out_what_is_too_much(province, engine):
    announced("1/QĐ-UBND", ("1.000001", "1.000002"), name="Đăng ký kết hôn", effective_on=APRIL)
    rebuild(engine)
    cursor = engine.cursor()
    held = list(stored(["1.000001"]))
    stranger = held[0]
    stranger.id, stranger.code = "9.999999/2024-04-01/vi", "9.999999"
    engine.replace(["1.000002"], [], cursor)  # lost
    engine.replace(["9.999999"], [stranger], cursor)  # too much
    assert repair(engine) == 2
    assert sorted(key.split("/")[0] for key, _hash in engine.hashes()) == ["1.000001", "1.000002"]
    assert repair(engine) == 0


def test_another_epoch_asks_for_a_rebuild(province, engine):
    announced(effective_on=APRIL)
    rebuild(engine)
    changes.renew_epoch()
    with pytest.raises(RebuildNeeded):
        follow(engine)
    synchronize(engine)
    assert engine.cursor() == Cursor(changes.epoch(), changes.head())


def test_a_rebuild_that_fails_leaves_the_old_index(province, engine, monkeypatch):
    announced("1/QĐ-UBND", name="Đăng ký kết hôn", effective_on=APRIL)
    rebuild(engine)
    import search.synchronize as module

    def fails(codes=None):
        raise OSError("disk full")

    monkeypatch.setattr(module, "stored", fails)
    with pytest.raises(OSError, match="disk full"):
        rebuild(engine)
    assert names("kết hôn") == ["Đăng ký kết hôn"]


@pytest.mark.parametrize("wrong", ["one is missing", "one has another text"])
def test_a_new_index_that_is_not_what_it_should_be_is_thrown_away(province, engine, monkeypatch, wrong):
    announced("1/QĐ-UBND", ("1.000001", "1.000002"), name="Đăng ký kết hôn", effective_on=APRIL)
    rebuild(engine)
    held = sorted(engine.hashes())
    import search.synchronize as module

    def read(codes=None):
        first, second = stored(codes)
        yield first
        if wrong == "one has another text":
            second.hash = "other"
            yield second

    with monkeypatch.context() as patched:
        patched.setattr(module, "stored", read)
        with pytest.raises(RebuildFailed):
            rebuild(engine)
    assert sorted(engine.hashes()) == held
    assert find("kết hôn").total == 2
    assert engine.previous() is None


def test_a_rollback_takes_back_the_index_before_and_brings_it_to_the_head_of_the_log(province, engine):
    announced("1/QĐ-UBND", ("1.000001",), name="Đăng ký kết hôn", effective_on=APRIL)
    rebuild(engine)
    rebuild(engine)
    announced("2/QĐ-UBND", ("1.000002",), name="Đăng ký khai sinh", effective_on=APRIL)
    follow(engine)
    engine.replace(["1.000001"], [], engine.cursor())  # the new one turns out to be bad
    assert names("kết hôn") == []
    assert roll_back(engine) == 1
    assert names("kết hôn") == ["Đăng ký kết hôn"]
    assert names("khai sinh") == ["Đăng ký khai sinh"]
    assert engine.cursor() == Cursor(changes.epoch(), changes.head())
    assert not differences(engine)
    assert roll_back(engine) == 0  # a second one undoes it
    assert names("kết hôn") == []


def test_there_is_nothing_to_roll_back_to_before_a_second_build_or_in_another_epoch(province, engine):
    announced(effective_on=APRIL)
    rebuild(engine)
    with pytest.raises(RebuildNeeded):
        roll_back(engine)
    rebuild(engine)
    changes.renew_epoch()
    with pytest.raises(RebuildNeeded):
        roll_back(engine)


def test_a_document_that_the_embedded_index_cannot_take_does_not_hold_up_the_others(province, tmp_path):
    engine = EmbeddedEngine(tmp_path / "index")
    announced("1/QĐ-UBND", ("1.000001",), name="Đăng ký kết hôn", effective_on=APRIL)
    rebuild(engine)
    announced("2/QĐ-UBND", ("1.000002", "1.000003"), name="Đăng ký khai sinh", effective_on=APRIL)
    derive.derive()
    IndexDocument.objects.filter(code="1.000002").update(from_day=-1)
    follow(engine)
    assert engine.cursor().number == changes.head()
    assert find("khai sinh", using=engine).total == 1
    assert RefusedDocument.objects.get().code == "1.000002"
    assert rebuild(engine) == 2


def test_what_is_announced_during_a_rebuild_is_in_the_new_index(province, engine, monkeypatch):
    announced("1/QĐ-UBND", ("1.000001",), name="Đăng ký kết hôn", effective_on=APRIL)
    import search.synchronize as module

    read = module.stored

    def slowly(codes=None):
        yield from read(codes)
        if codes is None:
            announced("2/QĐ-UBND", ("1.000002",), name="Đăng ký kết hôn lưu động", effective_on=APRIL)

    monkeypatch.setattr(module, "stored", slowly)
    rebuild(engine)
    assert find("kết hôn").total == 2


def test_search_says_degraded_while_the_engine_is_away_and_heals(province, engine, monkeypatch):
    announced("1/QĐ-UBND", name="Đăng ký kết hôn", effective_on=APRIL)
    rebuild(engine)

    def away(*args, **kwargs):
        raise EngineUnavailable("away")

    with monkeypatch.context() as patched:
        patched.setattr(engine, "search", away)
        assert find("ket hon").degraded
    assert not find("ket hon").degraded


def test_the_nightly_task_mends_what_differs(province, engine):
    announced("1/QĐ-UBND", name="Đăng ký kết hôn", effective_on=APRIL)
    rebuild(engine)
    engine.replace(["1.000001"], [], engine.cursor())  # lost
    repair_index()
    assert names("kết hôn") == ["Đăng ký kết hôn"]
