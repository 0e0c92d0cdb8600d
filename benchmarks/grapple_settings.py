"""The product's settings with wagtail-grapple beside its own API, as a yardstick."""

from .bare_settings import *  # noqa: F403
from .bare_settings import INSTALLED_APPS

# What it declares must stand before grapple reads it.
INSTALLED_APPS = ["benchmarks.grapple.apps.Beside", "grapple", *INSTALLED_APPS]
GRAPHENE = {"SCHEMA": "grapple.schema.schema"}
GRAPPLE = {"APPS": ["cms", "register"]}
ROOT_URLCONF = "benchmarks.grapple.urls"
