"""Kinds of jobs for tests: slow, failing, locked ones, whose only effect is a saved view of the owner."""

import time
from pathlib import Path

from django.db import connection

from apps.core.actor import acting, current, system
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.core.models import SavedView

COUNT = "test_count"


def user_id() -> int:
    """The user who acts."""
    found = current().user_id
    assert found is not None
    return found


def effect(name: str) -> None:
    """What a job does: it must be there exactly once in the end."""
    SavedView.objects.create(user_id=user_id(), resource="test", name=name)


def effects() -> list[str]:
    """The names of the effects that were kept."""
    with acting(system("test")):
        return sorted(SavedView.objects.values_list("name", flat=True))


@job_kind(COUNT, title="Счёт до нужного числа")
def count(context: JobContext, *, name: str, steps: int = 5, pause: float = 0.0) -> Outcome:
    """Counts with a pause at every step; the effect comes first, so a later crash must take it back."""
    effect(name)
    for number in range(steps):
        context.progress(number, steps, f"Шаг {number + 1}")
        time.sleep(pause)
    context.progress(steps, steps)
    return Outcome(message=f"Сосчитано: {steps}", url="/", data={"steps": steps, "actor": current().key})


@job_kind("test_wait", title="Ожидание файла-знака", lock="place:{place}")
def wait(context: JobContext, *, name: str, sign: str, place: str = "") -> None:
    """Waits until the file appears; the lock is the place's."""
    effect(name)
    while not Path(sign).exists():
        context.progress(0)
        time.sleep(0.02)


@job_kind("test_file", title="Файл")
def file(context: JobContext, *, name: str) -> Outcome:
    """Leaves a file."""
    context.file(name).write_text("итог", encoding="utf-8")
    return Outcome("Файл готов")


@job_kind("test_fail", title="Ошибка")
def fail(context: JobContext, *, name: str) -> None:
    """Never succeeds."""
    effect(name)
    context.file("left.txt").write_text("не должен остаться", encoding="utf-8")
    raise RuntimeError("broken on purpose")


@job_kind("test_refuse", title="Отказ")
def refuse(context: JobContext) -> None:
    """Refuses at once."""
    raise JobRefused("Файл пуст: в нём нет ни одной строки.")


@job_kind("test_query", title="Долгий запрос")
def query(context: JobContext, *, name: str) -> None:
    """One statement that takes far longer than the test."""
    effect(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(600)")


@job_kind("test_system", title="От имени системы", system=True)
def as_system(context: JobContext) -> Outcome:
    """Tells who acts."""
    return Outcome(data={"actor": current().key})


@job_kind("test_steps", title="Работа по шагам", steps=True)
def in_steps(context: JobContext, *, name: str, fail_at: int = 0) -> None:
    """Three steps, each kept by itself and safe to repeat."""
    for number in (1, 2, 3):
        with context.step():
            SavedView.objects.get_or_create(user_id=user_id(), resource="test", name=f"{name}-{number}")
            if number == fail_at:
                raise JobRefused("На этом шаге дальше нельзя.")


@job_kind("test_nightly", title="Ночное задание", daily="03:20")
def nightly(context: JobContext) -> None:
    """Nothing: beat asks for it."""
