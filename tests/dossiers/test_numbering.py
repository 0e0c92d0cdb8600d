"""Codes count up for each agency and day, in the format of the day; after a restored backup they jump."""

import datetime as dt

import pytest

from dossiers.numbering import JUMP, jump, next_code
from tests.dossiers.build import MAY

pytestmark = pytest.mark.django_db


def test_each_agency_counts_for_itself_each_day(settings, today):
    settings.AGENCY_CODES = {"": "000.00.00.H62", "so-tu-phap": "000.00.01.H62"}
    today(MAY)
    assert [next_code("so-tu-phap"), next_code("so-xay-dung"), next_code("so-tu-phap")] == [
        "000.00.01.H62-260504-0001",
        "000.00.00.H62-260504-0001",
        "000.00.01.H62-260504-0002",
    ]
    today(MAY + dt.timedelta(days=1))
    assert next_code("so-tu-phap") == "000.00.01.H62-260505-0001"


def test_the_format_is_that_of_the_day(settings, today):
    settings.DOSSIER_CODES = {"2018-01-01": "{agency}-{yymmdd}-{number}", "2026-05-05": "{agency}.{yyyymmdd}.{number}"}
    today(MAY)
    assert next_code("so-tu-phap") == "000.00.00.H00-260504-0001"
    today(MAY + dt.timedelta(days=1))
    assert next_code("so-tu-phap") == "000.00.00.H00.20260505.0001"


def test_after_a_restored_backup_no_code_is_given_a_second_time(settings, today):
    settings.AGENCY_CODES = {"": "000.00.00.H62", "so-tu-phap": "000.00.01.H62"}
    today(MAY)
    next_code("so-tu-phap")
    jump()
    assert next_code("so-tu-phap") == f"000.00.01.H62-260504-{JUMP + 2}"
    assert next_code("so-xay-dung") == f"000.00.00.H62-260504-{JUMP + 1}", "its counter may be younger than the backup"
    today(MAY + dt.timedelta(days=1))
    assert next_code("so-tu-phap") == "000.00.01.H62-260505-0001"
