"""What the workers do beside their jobs and what beat asks for: the sweeper, the nightly jobs of the apps."""

from typing import Any

from celery.schedules import crontab
from celery.signals import worker_ready, worker_shutdown
from django.conf import settings

from apps.core.jobs import kinds
from apps.core.services.sweeper import Loop
from rsnms.celery import app


@worker_ready.connect
def start_sweeper(sender: Any, **_: Any) -> None:
    """Every worker sweeps, first of all what its predecessor left."""
    sender.rsnms_sweeper = Loop()
    sender.rsnms_sweeper.start()


@worker_shutdown.connect
def stop_sweeper(sender: Any, **_: Any) -> None:
    """The sweeper ends with its worker."""
    if hasattr(sender, "rsnms_sweeper"):
        sender.rsnms_sweeper.stop()


def plan() -> None:
    """The plan of the clock (the command ``beat``): the sweeper, the nightly jobs of the apps."""
    pause = settings.JOBS_SWEEP_SECONDS
    app.add_periodic_task(pause, app.signature("core.sweep"), name="sweep", expires=pause)
    app.add_periodic_task(crontab(hour="3", minute="5"), app.signature("core.expire_results"), name="expire")
    for kind in kinds().values():
        if kind.daily:
            hour, minute = kind.daily.split(":")
            night = crontab(hour=hour, minute=minute)
            app.add_periodic_task(night, app.signature("core.submit_daily", args=(kind.code,)), name=kind.code)
