"""Embedded services: PostgreSQL and a Redis-compatible server, carried by wheels.

Where no DATABASE_URL or REDIS_URL is given the portal runs these servers from its own data
folder. Nothing here imports Django, and importing it starts nothing and creates nothing.
"""

from rsnms.embedded import postgres, redis
from rsnms.embedded.errors import EmbeddedServerError
from rsnms.embedded.paths import data_dir

__all__ = ["EmbeddedServerError", "data_dir", "postgres", "redis"]
