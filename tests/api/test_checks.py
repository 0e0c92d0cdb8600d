"""A deployment that would tell of its inside is told so before it serves."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError


def test_a_safe_deployment_passes(settings):
    settings.DEBUG, settings.GRAPHIQL, settings.DESK_URL = False, False, "https://quantri.lamson.example"
    call_command("check", "--deploy", "--tag", "security", "--fail-level", "ERROR")


@pytest.mark.parametrize(("name", "value", "told"), [("DEBUG", True, "DEBUG=0"), ("ALLOWED_HOSTS", ["*"], "Name the")])
def test_a_setting_that_leaks_is_an_error(settings, name, value, told):
    settings.DEBUG = False
    setattr(settings, name, value)
    with pytest.raises(SystemCheckError, match=told):
        call_command("check", "--deploy", "--tag", "security", "--fail-level", "ERROR")
