"""The embedded servers started for the process that needs them (dotted names in the settings)."""

from rsnms.embedded import data_dir, postgres, redis


def ensure_postgres() -> None:
    """Start the embedded PostgreSQL of this installation unless it runs."""
    postgres.ensure(data_dir())


def ensure_redis() -> None:
    """Start the embedded Redis-compatible server of this installation unless it runs."""
    redis.ensure(data_dir())
