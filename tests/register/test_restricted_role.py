"""In production the application's account may read and add to the public record, and nothing else there."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from register import record
from register.guards import prove
from register.models import Announcement, Sector
from tests.build import announced

pytestmark = [pytest.mark.django_db, pytest.mark.services]
ROLE = "niemyet_serving_test"


@pytest.fixture
def serving(province):
    if connection.vendor != "postgresql":
        pytest.fail("DATABASE_URL names no PostgreSQL")
    announced("1/QĐ-UBND")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
    call_command("restrict_role", ROLE)
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")
        yield cursor
        cursor.execute("RESET ROLE")


def test_it_announces_names_and_reads(serving):
    announced("2/QĐ-UBND", ("1.000002",))
    record.name_sector(Sector.objects.get(key="ho-tich"), "vi", "Tên mới", Announcement.objects.first().signed_on)
    assert Announcement.objects.count() == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_announcement SET summary = 'x'",
        "DELETE FROM register_change",
        "TRUNCATE register_announceddocument CASCADE",
        "ALTER TABLE register_announcement DISABLE TRIGGER ALL",
    ],
)
def test_the_public_record_is_closed_to_it_even_without_the_triggers(serving, statement):
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
        serving.execute(statement)


def test_the_guards_are_proved_under_it_as_well(serving):
    assert prove() == []


def test_a_role_that_may_do_everything_is_refused(province):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (owner,) = cursor.fetchone()
    with pytest.raises(CommandError, match="another role"):
        call_command("restrict_role", owner)
    with pytest.raises(CommandError, match="There is no role"):
        call_command("restrict_role", "nobody_of_that_name")
