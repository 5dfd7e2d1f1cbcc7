"""Settings of the portal: one file, twelve-factor; every switch is an environment variable.

Without ``DATABASE_URL`` and ``REDIS_URL`` the embedded servers of ``rsnms.embedded`` are used; everything that is not
code lives in ``RSNMS_DATA_DIR``.
"""

import os
from pathlib import Path

from rsnms.addresses import cache_url, database_from_url
from rsnms.embedded import data_dir, postgres, redis
from rsnms.secrets import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = data_dir()
DEBUG = os.environ.get("RSNMS_DEBUG") == "1"
PRODUCTION = os.environ.get("RSNMS_PRODUCTION") == "1"
SECRET_KEY = os.environ.get("RSNMS_SECRET_KEY") or secret_key(DATA_DIR)
ALLOWED_HOSTS = os.environ.get("RSNMS_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("RSNMS_TRUSTED_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "apps.core",
    "apps.organizations",
    "apps.accounts",
    "apps.teachers",
    "apps.diagnostics",
    "apps.programs",
    "apps.events",
    "apps.routes",
    "apps.registers",
    "apps.indicators",
    "apps.roadmap",
    "apps.monitoring",
    "apps.passport",
]

MIDDLEWARE = [
    "apps.core.web.middleware.RequestCode",
    "apps.core.web.middleware.ContentPolicy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "apps.core.web.middleware.Compression",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Closed by default: a page that needs no login says so itself.
    "apps.core.web.middleware.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "apps.accounts.middleware.ActorMiddleware",
]

ROOT_URLCONF = "rsnms.urls"
WSGI_APPLICATION = "rsnms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "apps.core.web.context.frame",
            ],
            "builtins": ["apps.core.templatetags.portal"],
        },
    }
]

DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {
    "default": {
        **database_from_url(DATABASE_URL or postgres.url(DATA_DIR)),
        "ENGINE": "apps.core.db.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # The backend starts the embedded server at the first connection: a command needs nothing else running.
        "ENSURE": "" if DATABASE_URL else "rsnms.services.ensure_postgres",
        "ATOMIC_REQUESTS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "")
# The sweeper of a worker keeps the embedded server running.
REDIS_ENSURE = "" if REDIS_URL else "rsnms.services.ensure_redis"
CELERY_BROKER_URL = REDIS_URL or redis.celery_url(DATA_DIR)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        # Never the broker's own database: clearing the cache would empty the queue.
        "LOCATION": os.environ.get("RSNMS_CACHE_URL") or cache_url(REDIS_URL) or redis.url(DATA_DIR, db=1),
    }
}

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "core:home"
LOGOUT_REDIRECT_URL = "accounts:login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

LANGUAGE_CODE = "ru"
TIME_ZONE = os.environ.get("RSNMS_TIME_ZONE", "Europe/Moscow")
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(os.environ.get("RSNMS_STATIC_ROOT", DATA_DIR / "static"))
# Where files are served from the sources the folder may stay empty; whitenoise warns where there is none.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Collected files have hashed names, so a browser asks for each only once; they lie compressed beforehand. Tests and
# single commands serve the sources instead.
STATIC_COLLECTED = PRODUCTION or os.environ.get("RSNMS_STATIC_COLLECTED") == "1"
WHITENOISE_USE_FINDERS = not STATIC_COLLECTED
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
if STATIC_COLLECTED:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
FILES_DIR = DATA_DIR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_LIMIT = 100 * 1024 * 1024

# Whether the nightly reading of the federal registry may go to an address of one's own network (for trying only).
REGISTRY_PRIVATE = os.environ.get("RSNMS_REGISTRY_PRIVATE") == "1"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "apps.core.web.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_SSL_REDIRECT = os.environ.get("RSNMS_SSL_REDIRECT", "1") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {"TITLE": "РСНМС-портал", "VERSION": "1", "SERVE_INCLUDE_SCHEMA": False}

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Whoever rings the doorbell does not wait for a Redis that is gone: the sweeper rings later.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "max_retries": 0, "socket_connect_timeout": 2}
CELERY_TASK_ALWAYS_EAGER = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "rsnms"
CELERY_WORKER_CONCURRENCY = int(os.environ.get("RSNMS_WORKER_PROCESSES", "2"))
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_TIMEZONE = TIME_ZONE

# Jobs (apps/core/jobs.py), in seconds. Without a sign of life for JOBS_STALE_SECONDS a start counts as dead.
JOBS_HEARTBEAT_SECONDS = float(os.environ.get("RSNMS_JOBS_HEARTBEAT", "1"))
JOBS_STALE_SECONDS = float(os.environ.get("RSNMS_JOBS_STALE", "20"))
JOBS_SWEEP_SECONDS = float(os.environ.get("RSNMS_JOBS_SWEEP", "5"))
JOBS_RESEND_SECONDS = float(os.environ.get("RSNMS_JOBS_RESEND", "10"))
JOBS_KEEP_DAYS = int(os.environ.get("RSNMS_JOBS_KEEP_DAYS", "30"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "apps.core.logs.PersonalDataFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        # What went wrong in a command, whole; the terminal gets one line (FORMATS, Commands).
        "commands": {
            "class": "logging.FileHandler",
            "filename": str(DATA_DIR / "logs" / "commands.log"),
            "encoding": "utf-8",
            "delay": True,
            "formatter": "line",
        },
    },
    "loggers": {"apps.core.management.base": {"handlers": ["commands"], "propagate": False}},
    "root": {"handlers": ["console"], "level": os.environ.get("RSNMS_LOG_LEVEL", "WARNING")},
}
