"""The desk's cast: Lan writes for the Department of Justice, Tuấn for Construction, Minh controls and announces."""

import hashlib
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection

from cms.desk.roles import ANNOUNCING, CONTROL, make_roles
from tests import build

IMPORTANT = (
    "cms_",
    "inbox_",
    "register_",
    "webhooks_",
    "wagtailcore_revision",
    "wagtailcore_workflowstate",
    "wagtailcore_taskstate",
)
LOCALIZE = "wagtail_localize_"


@pytest.fixture
def control(province: Any) -> Any:
    """The groups of the desk with the workflow to them."""
    return make_roles()


@pytest.fixture
def minh(control: Any) -> Any:
    user = build.person("minh")
    user.groups.add(control[CONTROL], control[ANNOUNCING])
    return user


@pytest.fixture
def tuan(province: Any) -> Any:
    return build.author("tuan", "so-xay-dung")


@pytest.fixture
def chief(admin_user: Any) -> Any:
    """A superuser: may all that Wagtail can do."""
    return admin_user


@pytest.fixture
def announcer(minh: Any) -> Any:
    assert Permission.objects.filter(group__user=minh, codename="announce_decision").exists()
    return minh


def digest(*prefixes: str) -> str:
    """A hash over all rows of the tables with these prefixes."""
    found = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table.startswith(prefixes):
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
                found.update(f"{table}{cursor.fetchall()!r}".encode())
    return found.hexdigest()


def desk_digest() -> str:
    return digest(*IMPORTANT, LOCALIZE)
