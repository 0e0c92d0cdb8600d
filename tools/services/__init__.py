"""The real servers that development and tests use: PostgreSQL, Elasticsearch, Redis, Chromium.

Each is taken from its environment variable, else from a Docker engine that runs, else from a
local installation, else installed (as root on Debian).
"""

from .base import Service
from .chromium import Chromium
from .elasticsearch import Elasticsearch
from .postgresql import PostgreSQL
from .redis import Redis

SERVICES: dict[str, Service] = {
    service.name: service for service in (PostgreSQL(), Elasticsearch(), Redis(), Chromium())
}
