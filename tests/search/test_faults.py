"""What may happen to an Elasticsearch: each fault ends with search answering, the right content, and nothing twice.

The server is the module's own, so that it can be stopped, paused and filled.
"""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection

import search.find
import search.tasks
from register import changes
from search import checks, derive
from search.engines import Cursor, EngineUnavailable, breaker, bulk, elasticsearch, elasticsearch_query
from search.engines.breaker import Breaker
from search.engines.elasticsearch import ElasticsearchEngine
from search.find import find
from search.models import IndexDocument, RefusedDocument
from search.synchronize import RebuildFailed, differences, follow, rebuild, roll_back, stored, synchronize
from search.tasks import follow_change_log, repair_index
from tests.build import announced
from tests.search.own_elasticsearch import OwnElasticsearch
from tools.services import ports

pytestmark = [pytest.mark.django_db, pytest.mark.services]

ROOT = Path(__file__).resolve().parent.parent.parent
APRIL = dt.date(2024, 4, 1)
MAY = dt.date(2024, 5, 1)


@pytest.fixture(scope="module")
def server() -> Iterator[OwnElasticsearch]:
    own = OwnElasticsearch()
    try:
        own.start()
        yield own
    finally:
        own.end()


@pytest.fixture
def engine(server, monkeypatch) -> Iterator[ElasticsearchEngine]:
    """The configured engine for the time of the test; it rests shortly, so that tests do not wait."""
    server.ensure()
    monkeypatch.setattr(breaker, "REST", 0.2)
    made = ElasticsearchEngine(server.url, f"test-{uuid.uuid4().hex[:8]}", ca=server.ca)
    for module in (search.find, search.tasks, checks):
        monkeypatch.setattr(module, "engine", lambda: made)
    yield made
    server.ensure()
    for name in made.writer.indices.get(index=f"{made.alias}-*"):
        made.writer.indices.delete(index=name)


@pytest.fixture
def marriages(province, engine) -> ElasticsearchEngine:
    announced("1/QĐ-UBND", ("1.000001", "1.000002"), name="Đăng ký kết hôn", effective_on=APRIL)
    rebuild(engine)
    assert not find("ket hon").degraded
    return engine


def birth_is_announced() -> None:
    announced("2/QĐ-UBND", ("1.000003",), name="Đăng ký khai sinh", effective_on=APRIL)


def codes(query: str) -> list[str]:
    return [found.answer.code for found in find(query).found]


def is_right(engine: ElasticsearchEngine) -> bool:
    """It stands at the head, holds what the record says, each document once."""
    held = [key for key, _digest in engine.hashes()]
    return (
        engine.cursor() == Cursor(changes.epoch(), changes.head())
        and not differences(engine)
        and sorted(held) == sorted(set(held)) == sorted(IndexDocument.objects.values_list("id", flat=True))
    )


def until(what: Callable[[], bool], patience: float = 60) -> None:
    end = time.monotonic() + patience
    while not what():
        assert time.monotonic() < end
        time.sleep(0.1)


def heals(query: str = "ket hon") -> None:
    until(lambda: not find(query).degraded)


# -- The server -------------------------------------------------------------------------------------------------------


def test_while_it_is_stopped_names_are_searched_and_what_is_announced_meanwhile_is_not_lost(marriages, server):
    server.stop()
    assert find("ket hon").degraded
    assert codes("ket hon") == ["1.000001", "1.000002"]
    birth_is_announced()
    follow_change_log()  # says so in the log, and lets the next sweep try
    repair_index()
    assert find("khai sinh").degraded
    assert codes("khai sinh") == ["1.000003"]
    assert checks.index_is_of_this_format(None) == []
    server.start()
    heals()
    follow_change_log()
    assert codes("khai sinh") == ["1.000003"]
    assert is_right(marriages)


def test_killed_and_started_again_it_has_lost_nothing(marriages, server):
    birth_is_announced()
    follow_change_log()
    server.kill()
    assert find("ket hon").degraded
    server.start()
    heals()
    assert codes("khai sinh") == ["1.000003"]
    assert is_right(marriages)


def test_a_paused_server_is_asked_once_and_not_by_every_request(marriages, server, monkeypatch):
    monkeypatch.setattr(breaker, "REST", 3600)
    asked = []
    perform = marriages.client.transport.perform_request
    with monkeypatch.context() as patched:
        patched.setattr(
            marriages.client.transport,
            "perform_request",
            lambda *args, **more: asked.append(1) or perform(*args, **more),
        )
        server.pause()
        assert all(find("ket hon").degraded for _ in range(5))
        assert codes("ket hon") == ["1.000001", "1.000002"]
    assert len(asked) == 1


def test_all_that_one_query_asks_shares_one_budget(marriages, server, monkeypatch):
    starting = ElasticsearchEngine(server.url, marriages.alias, ca=server.ca)
    given = []
    perform = starting.client.transport.perform_request

    def slowly(*args, **more):
        given.append(more["request_timeout"])
        time.sleep(0.11)
        return perform(*args, **more)

    monkeypatch.setattr(starting.client.transport, "perform_request", slowly)
    assert find("xyzzy plugh", using=starting).total == 0
    assert len(given) == 3  # the mapping, the query, and the same with less required
    assert sorted(given, reverse=True) == given
    assert len(set(given)) == 3
    monkeypatch.setattr("search.engines.budget.BUDGET", 0.005)
    assert find("ket hon", using=starting).degraded
    assert len(given) <= 4


def test_after_a_rest_one_asks_and_the_others_do_not_wait(monkeypatch):
    monkeypatch.setattr(breaker, "REST", 0)
    asking = Breaker()
    late = asking.asking()
    late.__enter__()
    with suppress(ZeroDivisionError), asking.asking():
        raise ZeroDivisionError
    with asking.asking():
        late.__exit__(ZeroDivisionError, ZeroDivisionError(), None)  # one that began before the rest
        with pytest.raises(EngineUnavailable), asking.asking():
            pass
    with asking.asking(), asking.asking():  # it has answered
        pass


def test_a_bulk_call_that_got_no_answer_is_sent_again_and_nothing_is_there_twice(marriages, server, monkeypatch):
    birth_is_announced()
    derive.derive()
    pauses = []
    monkeypatch.setattr(bulk, "time", SimpleNamespace(sleep=lambda pause: pauses.append(pause) or server.resume()))
    marriages.writer = marriages.writer.options(request_timeout=2)
    server.pause()
    marriages.replace([], stored(), Cursor(changes.epoch(), changes.head()))
    assert pauses
    assert codes("khai sinh") == ["1.000003"]
    assert is_right(marriages)


def test_a_paused_server_is_found_again_when_it_goes_on(marriages, server, monkeypatch):
    monkeypatch.setattr(breaker, "REST", 0)
    server.pause()
    assert all(find("ket hon").degraded for _ in range(3))
    birth_is_announced()
    marriages.reader = marriages.writer.options(request_timeout=0.5)
    follow_change_log()
    server.resume()
    heals()
    follow_change_log()
    assert codes("khai sinh") == ["1.000003"]
    assert is_right(marriages)


def test_of_several_nodes_one_may_be_away(marriages, server):
    away = f"https://127.0.0.1:{ports.pick()}"
    cluster = ElasticsearchEngine(f"{away}, {server.url}", marriages.alias, ca=server.ca)
    assert not any(find("ket hon", using=cluster).degraded for _ in range(4))
    birth_is_announced()
    follow(cluster)
    assert is_right(cluster)


@pytest.mark.parametrize("wrong", ["password", "authority"])
def test_who_is_not_let_in_answers_from_the_database(marriages, server, wrong):
    url = server.url.replace(server.password, "other") if wrong == "password" else server.url
    stranger = ElasticsearchEngine(url, marriages.alias, ca=server.ca if wrong == "password" else "")
    assert find("ket hon", using=stranger).degraded
    with pytest.raises(EngineUnavailable):
        synchronize(stranger)


def test_a_user_with_rights_on_these_indexes_alone_is_enough(marriages, server):
    lesser = ElasticsearchEngine(server.lesser_url, marriages.alias, ca=server.ca)
    rebuild(lesser)
    birth_is_announced()
    follow(lesser)
    assert not find("ket hon", using=lesser).degraded
    roll_back(lesser)
    assert is_right(lesser)


def test_shards_and_replicas_are_as_set(province, engine, monkeypatch):
    monkeypatch.setitem(elasticsearch.SETTINGS, "number_of_shards", 2)
    monkeypatch.setitem(elasticsearch.SETTINGS, "number_of_replicas", 1)
    announced("1/QĐ-UBND", ("1.000001", "1.000002"), name="Đăng ký kết hôn", effective_on=APRIL)
    rebuild(engine)
    (held,) = engine.writer.indices.get_settings(index=engine.alias).values()
    assert held["settings"]["index"]["number_of_shards"] == "2"
    assert held["settings"]["index"]["number_of_replicas"] == "1"
    assert held["settings"]["index"]["refresh_interval"] == "1s"
    assert codes("ket hon") == ["1.000001", "1.000002"]


@pytest.mark.parametrize("large", [10_000, 2])
def test_a_small_index_begins_as_one_file_and_is_kept_in_few(province, engine, monkeypatch, large):
    monkeypatch.setattr(elasticsearch, "LARGE", large)
    merged = []
    merge = engine.writer.indices.forcemerge
    monkeypatch.setattr(engine.writer.indices, "forcemerge", lambda **asked: merged.append(asked) or merge(**asked))
    announced("1/QĐ-UBND", ("1.000001", "1.000002"), name="Đăng ký kết hôn", effective_on=APRIL)
    rebuild(engine)
    (held,) = engine.writer.indices.get_settings(index=engine.alias).values()
    policy = held["settings"]["index"].get("merge", {}).get("policy", {})
    is_small = large > 2
    assert (len(merged), policy.get("segments_per_tier")) == ((1, "2") if is_small else (0, None))
    assert codes("ket hon") == ["1.000001", "1.000002"]


# -- The index --------------------------------------------------------------------------------------------------------


def test_an_index_deleted_by_hand_is_built_anew_by_the_next_sweep(marriages):
    for name in marriages.writer.indices.get(index=f"{marriages.alias}-*"):
        marriages.writer.indices.delete(index=name)
    assert find("ket hon").degraded
    birth_is_announced()
    follow_change_log()
    assert not find("ket hon").degraded
    assert codes("khai sinh") == ["1.000003"]
    assert is_right(marriages)


def test_writing_never_makes_an_index_where_the_alias_is_gone(marriages):
    for name in marriages.writer.indices.get(index=f"{marriages.alias}-*"):
        marriages.writer.indices.delete(index=name)
    with pytest.raises(EngineUnavailable):
        marriages.replace([], stored(["1.000001"]), Cursor(changes.epoch(), changes.head()))
    assert not marriages.writer.indices.exists(index=marriages.alias)


# Not `read_only_allow_delete`: the server itself lifts it while there is room (see the full disk below).
@pytest.mark.parametrize("block", ["read_only", "write"])
def test_a_read_only_index_is_searched_and_followed_when_the_block_is_lifted(marriages, block):
    cursor = marriages.cursor()
    marriages.writer.indices.put_settings(index=marriages.alias, settings={f"index.blocks.{block}": True})
    birth_is_announced()
    with pytest.raises(EngineUnavailable):
        follow(marriages)
    follow_change_log()
    assert marriages.cursor() == cursor
    assert not find("ket hon").degraded
    assert codes("ket hon") == ["1.000001", "1.000002"]
    assert not RefusedDocument.objects.exists()
    marriages.writer.indices.put_settings(index=marriages.alias, settings={f"index.blocks.{block}": None})
    follow_change_log()
    assert codes("khai sinh") == ["1.000003"]
    assert is_right(marriages)


def test_on_a_full_disk_search_goes_on_and_writing_when_there_is_room_again(marriages):
    names = [f"cluster.routing.allocation.disk.watermark.{stage}" for stage in ("low", "high", "flood_stage")]

    def is_blocked() -> bool:
        held = marriages.writer.indices.get_settings(index=marriages.alias)
        return any("blocks" in each["settings"]["index"] for each in held.values())

    marriages.writer.cluster.put_settings(persistent=dict.fromkeys(names, "1000tb"))  # no disk has so much free
    try:
        until(is_blocked)
        cursor = marriages.cursor()
        birth_is_announced()
        follow_change_log()
        assert marriages.cursor() == cursor
        assert not find("ket hon").degraded
    finally:
        marriages.writer.cluster.put_settings(persistent=dict.fromkeys(names))
    until(lambda: not is_blocked())
    follow_change_log()
    assert codes("khai sinh") == ["1.000003"]
    assert is_right(marriages)


@pytest.mark.parametrize(
    "change", [{"properties": {"colour": {"type": "keyword"}}}, {"_meta": {"format": "other"}}, {"dynamic": "true"}]
)
def test_a_mapping_changed_by_hand_is_noticed_and_the_index_built_anew(marriages, server, change):
    marriages.writer.indices.put_mapping(
        index=marriages.alias, **{key.lstrip("_"): each for key, each in change.items()}
    )
    (warning,) = checks.index_is_of_this_format(None)
    assert warning.id == "search.W001"
    starting = ElasticsearchEngine(server.url, marriages.alias, ca=server.ca)
    assert find("ket hon", using=starting).degraded
    follow_change_log()
    assert checks.index_is_of_this_format(None) == []
    assert not find("ket hon", using=starting).degraded
    assert is_right(marriages)


def test_documents_changed_and_deleted_by_hand_are_put_right_and_followed_again(marriages):
    changed, deleted = IndexDocument.objects.order_by("id").values_list("id", flat=True)
    document = elasticsearch.source_of(next(stored(["1.000001"]))) | {"hash": "other", "name": "Tên khác"}
    for _ in range(3):  # each time its version grows beyond the change log's number
        marriages.writer.index(index=marriages.alias, id=changed, document=document)
    marriages.writer.delete(index=marriages.alias, id=deleted, refresh=True)
    repair_index()
    assert is_right(marriages)
    announced("2/QĐ-UBND", ("1.000001", "1.000002"), name="Ghi chú kết hôn", change="amended", effective_on=MAY)
    follow_change_log()
    assert is_right(marriages)


def test_a_late_writer_does_not_overwrite_a_newer_one(marriages):
    before = list(stored(["1.000001"]))
    cursor = marriages.cursor()
    announced("2/QĐ-UBND", ("1.000001",), name="Ghi chú kết hôn", change="amended", effective_on=MAY)
    follow(marriages)
    marriages.replace([], before, cursor)
    assert is_right(marriages)


def test_what_is_announced_while_a_build_runs_is_found_at_once_and_afterwards(marriages, monkeypatch):
    from search.synchronize import _Building

    fill = _Building.fill

    def slowly(building, progress):
        fill(building, progress)
        birth_is_announced()
        follow_change_log()
        assert codes("khai sinh") == ["1.000003"]

    monkeypatch.setattr(_Building, "fill", slowly)
    rebuild(marriages)
    assert codes("khai sinh") == ["1.000003"]
    assert is_right(marriages)


def test_another_index_whose_name_begins_alike_is_left_alone(marriages):
    other = f"{marriages.alias}-staging-0123456789ab"
    marriages.writer.indices.create(index=other)
    rebuild(marriages)
    rebuild(marriages)
    assert marriages.writer.indices.exists(index=other)
    assert len(marriages._generations()) == 2


def test_a_page_beyond_what_the_server_sorts_is_empty_and_not_degraded(marriages):
    for offset in (elasticsearch_query.DEEPEST - 1, elasticsearch_query.DEEPEST, elasticsearch_query.DEEPEST + 1):
        result = find("ket hon", first=20, offset=offset)
        assert (result.total, result.found, result.degraded) == (2, [], False)


# -- One document -----------------------------------------------------------------------------------------------------


def spoil(code: str) -> None:
    """A value that the server refuses: longer than any term may be."""
    derive.derive()
    IndexDocument.objects.filter(code=code).update(agencies=["x" * 40_000])


def mend(code: str) -> None:
    IndexDocument.objects.filter(code=code).update(agencies=[])


def synchronized(engine: ElasticsearchEngine, monkeypatch, capsys) -> str:
    import search.management.commands.synchronize_index as command

    monkeypatch.setattr(command, "chosen", lambda _name: engine)
    call_command("synchronize_index")
    return capsys.readouterr().out


def test_a_refused_document_is_set_aside_told_and_taken_when_it_is_right(marriages, monkeypatch, capsys, caplog):
    announced("2/QĐ-UBND", ("1.000003", "1.000004"), name="Đăng ký khai sinh", effective_on=APRIL)
    spoil("1.000003")
    follow_change_log()
    assert marriages.cursor().number == changes.head()
    assert codes("khai sinh") == ["1.000004"]
    row = RefusedDocument.objects.get()
    assert row.code == "1.000003"
    assert "immense term" in row.reason
    assert row.document in caplog.text
    told = synchronized(marriages, monkeypatch, capsys)
    assert row.document in told
    assert "sửa 0 mã" in told
    mend("1.000003")
    told = synchronized(marriages, monkeypatch, capsys)
    assert row.document not in told
    assert "sửa 1 mã" in told
    assert not RefusedDocument.objects.exists()
    assert is_right(marriages)


def test_a_document_larger_than_a_call_may_be_is_set_aside_and_those_beside_it_are_taken(marriages):
    announced("2/QĐ-UBND", ("1.000003", "1.000004"), name="Đăng ký khai sinh", effective_on=APRIL)
    derive.derive()
    IndexDocument.objects.filter(code="1.000003").update(body_folded="khai sinh " * 200_000)
    follow_change_log()
    assert codes("khai sinh") == ["1.000004"]
    assert RefusedDocument.objects.get().code == "1.000003"
    assert "too large" in RefusedDocument.objects.get().reason


def test_a_new_index_is_taken_without_a_refused_document_but_not_without_all(marriages):
    spoil("1.000001")
    assert rebuild(marriages) == 1
    assert RefusedDocument.objects.get().code == "1.000001"
    spoil("1.000002")
    with pytest.raises(RebuildFailed):
        rebuild(marriages)
    assert codes("ket hon") == ["1.000002"]
    mend("1.000001")
    mend("1.000002")
    rebuild(marriages)
    assert not RefusedDocument.objects.exists()
    assert is_right(marriages)


# -- The worker -------------------------------------------------------------------------------------------------------

KILLED = """
import os, signal, sys, django
django.setup()
from search import synchronize
from search.engines import elasticsearch, engine

def dies(*args, **more):
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[1] == "before the mark":
    elasticsearch.ElasticsearchEngine._mark = dies
    synchronize.follow(engine())
else:
    synchronize._Building.verify = dies
    synchronize.rebuild(engine())
"""


def killed(when: str, engine: ElasticsearchEngine, server: OwnElasticsearch, folder: Path) -> None:
    held = connection.settings_dict
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**held),
        "ELASTICSEARCH_URL": server.url,
        "ELASTICSEARCH_CA": server.ca,
        "SEARCH_ENGINE": "elasticsearch",
        "SEARCH_INDEX": engine.alias,
        "DATA_DIR": str(folder),
    }
    worker = subprocess.run([sys.executable, "-c", KILLED, when], cwd=ROOT, env=environment, check=False)
    assert worker.returncode == -signal.SIGKILL


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_write_and_mark_is_followed_by_one_that_does_it_again(marriages, server, tmp_path):
    birth_is_announced()
    cursor = marriages.cursor()
    killed("before the mark", marriages, server, tmp_path)
    assert marriages.cursor() == cursor
    marriages.writer.indices.refresh(index=marriages.alias)
    assert "1.000003" in {key.split("/")[0] for key, _digest in marriages.hashes()}
    follow_change_log()
    assert codes("khai sinh") == ["1.000003"]
    assert is_right(marriages)


@pytest.mark.django_db(transaction=True)
def test_a_killed_build_leaves_the_old_index_and_the_next_one_clears_up(marriages, server, tmp_path):
    rebuild(marriages)
    killed("in a build", marriages, server, tmp_path)
    assert len(marriages._generations()) == 3
    assert codes("ket hon") == ["1.000001", "1.000002"]
    rebuild(marriages)
    assert len(marriages._generations()) == 2
    assert is_right(marriages)
