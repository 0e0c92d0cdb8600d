"""Nothing that was announced can be changed, replaced, deleted or truncated: not by the ORM, not by SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from register import guards
from register.models import AnnouncedDocument, AnnouncedEdition, Announcement, Change, FrozenError
from tests.build import announced

pytestmark = pytest.mark.django_db


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("model", guards.frozen_models(), ids=lambda model: model.__name__)
def test_every_table_of_the_record_refuses_update_and_delete(province, model):
    announced()
    table, key = model._meta.db_table, model._meta.pk.column
    with transaction.atomic():  # what is made up here leads nowhere, and never reaches a commit
        if not model._base_manager.exists():
            guards._insert_dummy(model)
        for statement in (f'UPDATE "{table}" SET "{key}" = "{key}"', f'DELETE FROM "{table}"'):
            with pytest.raises(DatabaseError, match=guards.MESSAGE):
                run(statement)
        transaction.set_rollback(True)


def test_inserting_over_an_existing_key_is_refused(province):
    announced()
    before = AnnouncedDocument.objects.get()
    over = (
        'INSERT OR REPLACE INTO "register_announceddocument" SELECT * FROM "register_announceddocument"'
        if connection.vendor == "sqlite"
        else f"""INSERT INTO "register_announceddocument" SELECT * FROM "register_announceddocument"
                 WHERE id = {before.pk} ON CONFLICT (id) DO UPDATE SET data = '{{}}'"""
    )
    with pytest.raises(DatabaseError, match=guards.MESSAGE):
        run(over)
    assert AnnouncedDocument.objects.get().data == before.data


def test_replacing_by_another_unique_key_is_refused(province):
    announced()
    row = AnnouncedDocument.objects.get()
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite replaces by any unique key")
    with pytest.raises(DatabaseError, match=guards.MESSAGE):
        run(
            "INSERT OR REPLACE INTO register_announceddocument (edition_id, locale, data, sha256, appended_at) "
            f"VALUES ({row.edition_id}, 'vi', '{{}}', '-', '2024-01-01')"
        )


def test_truncating_is_refused(province):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DatabaseError, match=guards.MESSAGE):
        run("TRUNCATE register_announcement CASCADE")


def test_the_models_refuse_before_the_database_does(province):
    announced()
    for row in (Announcement.objects.get(), AnnouncedEdition.objects.get(), Change.objects.latest("number")):
        with pytest.raises(FrozenError):
            row.save()
        with pytest.raises(FrozenError):
            row.delete()
        with pytest.raises(FrozenError):
            type(row).objects.filter(pk=row.pk).update()
        with pytest.raises(FrozenError):
            type(row).objects.filter(pk=row.pk).delete()


def test_the_proof_finds_no_hole(db):
    assert guards.prove() == []
    assert guards.missing() == []


def test_the_proof_finds_a_hole_that_was_made(db):
    table = Announcement._meta.db_table
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    run(f'DROP TRIGGER "{table}_no_update"{on}')
    assert guards.prove() == [f"{table}: update"]
    assert guards.missing() == [f"{table}_no_update"]
    guards.install()
    assert guards.prove() == []


def test_readiness_says_no_while_a_guard_is_missing(db, client):
    assert client.get("/health/ready").status_code == 200
    guards.remove()
    assert client.get("/health/ready").status_code == 503
    guards.install()
    assert client.get("/health/ready").status_code == 200


def test_altering_a_table_leaves_its_guards(db):
    """Seen: Django's AlterField makes a SQLite table anew without its triggers; migrate sets them again."""
    from django.core.management import call_command

    guards.remove()
    call_command("migrate", verbosity=0)
    assert guards.missing() == []
