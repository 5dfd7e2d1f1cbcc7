"""Jobs with a real worker: done once, by the right person, with progress, file and notification."""

import pytest

from apps.accounts.models import Assignment
from apps.core.actor import Actor, acting, system
from apps.core.models import Job, Notification
from apps.core.services import jobs, results
from tests.core.jobs.kinds import effects
from tests.workers import Worker, read, wait_for, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def ask(actor: Actor, code: str, **parameters: object) -> Job:
    """Submit as the actor."""
    with acting(actor):
        return jobs.submit(code, parameters)


def notifications() -> list[tuple[int, str, str]]:
    """Whom the portal told what."""
    with acting(system("test")):
        return list(Notification.objects.values_list("user_id", "text", "url"))


def test_job_is_done_by_the_actor_who_asked(worker: Worker, asker: Actor) -> None:
    job = ask(asker, "test_count", name="раз")
    done = wait_for(job)
    assert (done.state, done.error, done.attempts) == ("done", "", 1)
    assert (done.done, done.total, done.message) == (5, 5, "Сосчитано: 5")
    assert done.result == {"steps": 5, "actor": asker.key, "url": "/"}
    assert effects() == ["раз"]
    assert notifications() == [(asker.user_id, "Готово: Счёт до нужного числа", f"/jobs/{job.pk}/")]


def test_system_kind_acts_as_the_system(worker: Worker, asker: Actor) -> None:
    assert wait_for(ask(asker, "test_system")).result == {"actor": "system:test_system", "url": ""}


def test_progress_is_seen_while_the_work_is_not_committed(worker: Worker, asker: Actor) -> None:
    job = ask(asker, "test_count", name="медленно", steps=200, pause=0.02)
    wait_until(lambda: read(job).done > 3)
    seen = read(job)
    assert (seen.state, seen.total, seen.message) == ("running", 200, f"Шаг {seen.done + 1}")
    assert effects() == []
    with acting(asker):
        jobs.cancel(job=job)
    assert wait_for(job).state == "cancelled"


def test_cancelled_job_keeps_nothing_and_tells_nobody(worker: Worker, asker: Actor) -> None:
    job = ask(asker, "test_wait", name="отменённое", sign="/nonexistent")
    wait_for(job, "running")
    with acting(asker):
        assert jobs.cancel(job=job)
    assert wait_for(job).state == "cancelled"
    assert (effects(), notifications()) == ([], [])


def test_cancel_interrupts_a_long_query(worker: Worker, asker: Actor) -> None:
    job = ask(asker, "test_query", name="долгий запрос")
    wait_for(job, "running")
    with acting(asker):
        assert jobs.cancel(job=job)
    assert wait_for(job, seconds=10).state == "cancelled"
    assert effects() == []


def test_failing_job_is_tried_three_times_and_fails_visibly(worker: Worker, asker: Actor) -> None:
    failed = wait_for(ask(asker, "test_fail", name="сбой"))
    assert (failed.state, failed.attempts) == ("failed", 3)
    assert failed.error == "Не получилось с трёх попыток: ошибка в программе."
    assert (effects(), list(results.folder(failed).iterdir())) == ([], [])
    assert [text for _, text, _ in notifications()] == ["Не выполнено: Ошибка"]


def test_refusal_fails_at_once_with_its_sentence(worker: Worker, asker: Actor) -> None:
    failed = wait_for(ask(asker, "test_refuse"))
    assert (failed.state, failed.attempts) == ("failed", 1)
    assert failed.error == "Файл пуст: в нём нет ни одной строки."


def test_result_file_is_kept_under_a_safe_name(worker: Worker, asker: Actor) -> None:
    done = wait_for(ask(asker, "test_file", name="../Отчёт: «А/Б».XLSX"))
    assert done.result_name == "Отчёт «А Б».xlsx"
    assert done.result_file == f"jobs/{done.pk}/1.xlsx"
    path = results.path_of(done)
    assert path is not None
    assert path.read_text(encoding="utf-8") == "итог"


def test_job_of_an_ended_role_fails(worker: Worker, asker: Actor, grant: Assignment) -> None:
    with acting(asker):
        Assignment.objects.filter(pk=grant.pk).update(valid_to="2020-01-01")
        job = jobs.submit("test_count", {"name": "чужое"})
    failed = wait_for(job)
    assert (failed.state, failed.attempts) == ("failed", 1)
    assert failed.error == "Роль, от имени которой начато задание, больше не действует."
    assert effects() == []


def test_jobs_with_one_lock_run_one_after_another(
    worker: Worker, asker: Actor, queue: object, tmp_path: object
) -> None:
    sign = f"{tmp_path}/sign"
    first = ask(asker, "test_wait", name="первое", sign=sign, place="А")
    wait_for(first, "running")
    second = ask(asker, "test_wait", name="второе", sign=sign, place="А")
    other = ask(asker, "test_wait", name="другое место", sign=sign, place="Б")
    wait_for(other, "running")
    assert read(second).state == "queued"
    with open(sign, "w", encoding="utf-8"):
        pass
    assert [wait_for(job).state for job in (first, second, other)] == ["done"] * 3
    assert effects() == ["второе", "другое место", "первое"]


def test_steps_before_a_refusal_are_kept(worker: Worker, asker: Actor) -> None:
    assert wait_for(ask(asker, "test_steps", name="ш", fail_at=3)).state == "failed"
    assert effects() == ["ш-1", "ш-2"]
    assert wait_for(ask(asker, "test_steps", name="ш")).state == "done"
    assert effects() == ["ш-1", "ш-2", "ш-3"]
