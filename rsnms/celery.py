"""The Celery application: the doorbell of the job table (docs/adr/0003-job-table.md)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rsnms.settings")
app = Celery("rsnms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
