"""Embedded services: PostgreSQL and a Redis-compatible server, carried by wheels.

Where no DATABASE_URL or REDIS_URL is given the portal runs these servers from its own data
folder. Nothing here imports Django, and importing it starts nothing and creates nothing.
"""

from rsnms.embedded import postgres, redis
from rsnms.embedded.errors import EmbeddedServerError
from rsnms.embedded.paths import data_dir

__all__ = ["EmbeddedServerError", "data_dir", "ensure_postgres", "ensure_redis", "postgres", "redis"]


def ensure_postgres() -> str:
    """Make sure that the PostgreSQL of the data folder answers, and return its address."""
    return postgres.ensure(data_dir())


def ensure_redis() -> str:
    """Make sure that the Redis-compatible server of the data folder answers, and return its address."""
    return redis.ensure(data_dir())
