"""The jobs of today's figures."""

from django.urls import reverse

from apps.core.jobs import JobContext, Outcome, job_kind
from apps.core.services import jobs
from apps.monitoring.live import months
from apps.monitoring.live.refresh import Fresh, refresh


@job_kind("live", title="Обновление показателей на сегодня", lock="live", system=True, daily="00:10")
def bring_up(context: JobContext) -> Outcome:
    """Bring today's figures of all profiles up to the data; every night onto the new date."""
    context.progress(0, 1, "Показатели")
    if refresh(most=None) is Fresh.BUSY:
        return Outcome("Показатели уже обновляются")
    if months.behind():
        jobs.submit("live_months")
    context.progress(1, 1, "Готово")
    return Outcome("Показатели обновлены", reverse("monitoring:live"))


@job_kind("live_months", title="Показатели на концы месяцев", lock="live_months", system=True, daily="00:40")
def compute_months(context: JobContext) -> Outcome:
    """Compute the months of the year anew: late entries belong where they happened."""
    count = months.recompute_months(progress=context.progress)
    return Outcome(f"Рассчитано месяцев: {count}", reverse("monitoring:live"))
