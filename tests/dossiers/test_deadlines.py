"""A dossier is due when the law says; what the citizen still owes stops the clock."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers.deadlines import InTime, Limit, Pause, due, in_time
from register import working_days
from register.clock import ZONE
from register.words import Unit


def at(day: str, hour: str = "09:00") -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("received", "value", "unit", "until"),
    [
        (at("2026-03-02"), 5, Unit.WORKING_DAY, at("2026-03-09", "17:30")),  # Monday to Monday
        (at("2026-03-06"), 1, Unit.WORKING_DAY, at("2026-03-09", "17:30")),  # over a week's end
        (at("2026-03-07"), 1, Unit.WORKING_DAY, at("2026-03-09", "17:30")),  # filed online on a Saturday
        (at("2026-04-28"), 3, Unit.WORKING_DAY, at("2026-05-05", "17:30")),  # over 30/4 and 1/5
        (at("2026-03-02"), 2.5, Unit.WORKING_DAY, at("2026-03-05", "17:30")),  # begun days are whole ones
        (at("2026-03-02"), 10, Unit.CALENDAR_DAY, at("2026-03-12", "17:30")),
        (at("2026-03-02"), 5, Unit.CALENDAR_DAY, at("2026-03-09", "17:30")),  # ends on a Saturday: on the next Monday
        (at("2026-01-30"), 1, Unit.MONTH, at("2026-03-02", "17:30")),  # 28/2 is a Saturday
        (at("2026-12-15"), 2, Unit.MONTH, at("2027-02-15", "17:30")),
        (at("2026-03-02", "08:30"), 2, Unit.HOUR, at("2026-03-02", "10:30")),
        (at("2026-03-02", "10:30"), 2, Unit.HOUR, at("2026-03-02", "14:30")),  # over noon
        (at("2026-03-06", "16:30"), 8, Unit.HOUR, at("2026-03-09", "16:30")),  # a working day, over a week's end
        (at("2026-03-07", "20:00"), 1, Unit.HOUR, at("2026-03-09", "08:30")),
    ],
)
def test_it_is_due(received, value, unit, until):
    assert due(received, Limit(value, unit)) == until


@pytest.mark.parametrize(
    ("unit", "value", "until"),
    [
        (Unit.WORKING_DAY, 5, at("2026-03-12", "17:30")),  # 9/3 and three working days
        (Unit.CALENDAR_DAY, 7, at("2026-03-12", "17:30")),
        (Unit.HOUR, 16, at("2026-03-09", "09:00")),  # 4/3 9:00 and 24 working hours
    ],
)
def test_while_papers_are_owed_the_clock_stands_still(unit, value, until):
    pause = Pause(at("2026-03-03"), at("2026-03-06"))
    assert due(at("2026-03-02"), Limit(value, unit), [pause]) == until


def test_what_is_asked_for_too_late_gives_no_more_time():
    limit, received = Limit(5, Unit.WORKING_DAY), at("2026-03-02")
    in_time_still, too_late = Pause(at("2026-03-09"), at("2026-03-16")), Pause(at("2026-03-20"), at("2026-04-20"))
    assert due(received, limit, [Pause(at("2026-03-10"), at("2026-04-10"))]) == due(received, limit)
    assert due(received, limit, [in_time_still, too_late]) == due(received, limit, [in_time_still])


def test_moments_of_any_zone_are_days_of_viet_nam():
    late = dt.datetime(2026, 3, 1, 18, 0, tzinfo=dt.UTC)  # 1:00 of 2/3 there
    assert due(late, Limit(1, Unit.WORKING_DAY)) == at("2026-03-03", "17:30")


MOMENTS = st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2029, 12, 31), timezones=st.just(ZONE))
UNITS = st.sampled_from(list(Unit))


@settings(suppress_health_check=[HealthCheck.too_slow])  # machines are
@given(MOMENTS, st.integers(0, 90), UNITS, st.integers(0, 40), st.integers(0, 40))
def test_it_always_ends_in_working_time_and_a_pause_never_brings_it_nearer(received, value, unit, begins, lasts):
    limit = Limit(value, unit)
    without = due(received, limit)
    since = received + dt.timedelta(days=begins)
    with_pause = due(received, limit, [Pause(since, since + dt.timedelta(days=lasts))])
    assert received <= without or not value
    assert without <= with_pause
    for until in (without, with_pause):
        assert working_days.is_working_day(until.date())


@pytest.mark.parametrize(
    ("finished", "unit", "told"),
    [
        (at("2026-03-08"), Unit.WORKING_DAY, InTime.EARLY),
        (at("2026-03-09", "17:00"), Unit.WORKING_DAY, InTime.ON_TIME),
        (at("2026-03-09", "21:00"), Unit.WORKING_DAY, InTime.ON_TIME),  # the same day still
        (at("2026-03-10", "07:31"), Unit.WORKING_DAY, InTime.OVERDUE),
        (at("2026-03-09", "17:30"), Unit.HOUR, InTime.ON_TIME),
        (at("2026-03-09", "17:31"), Unit.HOUR, InTime.OVERDUE),
    ],
)
def test_whether_it_was_in_time_is_told_by_the_day_but_of_hours_by_the_moment(finished, unit, told):
    assert in_time(finished, at("2026-03-09", "17:30"), unit) == told
