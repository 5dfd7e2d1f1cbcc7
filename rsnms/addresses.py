"""Addresses of servers from the environment; a wrong one is told in one sentence, before anything starts."""

from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from django.core.exceptions import ImproperlyConfigured

POSTGRES, REDIS = ("postgres", "postgresql"), ("redis", "rediss")
WRONG_DATABASE = "DATABASE_URL: ожидается адрес вида postgres://пользователь:пароль@сервер:5432/база"
WRONG_REDIS = "REDIS_URL: ожидается адрес вида redis://сервер:6379/0"


def database_from_url(url: str) -> dict[str, object]:
    """The ``DATABASES`` entry of a ``postgres://`` address; query parameters go to libpq.

    Raises ``ImproperlyConfigured`` for what is no such address.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ImproperlyConfigured(WRONG_DATABASE) from error
    if parts.scheme not in POSTGRES:
        raise ImproperlyConfigured(WRONG_DATABASE)
    query = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host or query.pop("host", "")),
        "PORT": str(port or query.pop("port", "")),
        "OPTIONS": {**query, "assume_role": "rsnms_app"},
    }


def cache_url(broker: str) -> str:
    """The database beside the broker's on the same Redis; empty without one. Raises ``ImproperlyConfigured``."""
    if not broker:
        return ""
    try:
        parts = urlsplit(broker)
        number = int(parts.path.lstrip("/") or 0)
    except ValueError as error:
        raise ImproperlyConfigured(WRONG_REDIS) from error
    if parts.scheme not in REDIS:
        raise ImproperlyConfigured(WRONG_REDIS)
    return urlunsplit(parts._replace(path=f"/{number + 1}"))
