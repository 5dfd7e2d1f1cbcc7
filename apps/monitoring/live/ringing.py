"""Who calls the refreshing: the sweep, a few seconds after a change; the page; the job where the work is long."""

from apps.core.actor import acting, system
from apps.core.services import jobs
from apps.monitoring.live.refresh import Fresh, kept_figures, refresh


def bring_up() -> Fresh:
    """Refresh what is quick to refresh; ask for the job where it is not."""
    found = refresh()
    if found is Fresh.WAITS:
        with acting(system("live")):
            jobs.submit("live")
    return found


def tick() -> None:
    """At every sweep: a portal where nobody has asked for today's figures yet is left alone."""
    with acting(system("live")):
        if not kept_figures():
            return
    bring_up()
