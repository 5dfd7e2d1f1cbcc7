"""The nightly kind of people and places: what was entered ahead comes true when its day comes."""

from apps.core.jobs import JobContext, Outcome, job_kind
from apps.core.text import count_text
from apps.organizations.services.placement import rebuild_memberships
from apps.teachers.services.stamp import restamp


@job_kind("places", title="Состав на новый день", lock="places", system=True, daily="00:10")
def follow_the_calendar(context: JobContext) -> Outcome:
    """Put organizations and people where they belong today (DOMAIN 2, 3).

    A municipality may be reorganized and a person hired from a day that is still to come: who sees them follows the
    day, not the entering. Organizations go first, people follow them.
    """
    moved = rebuild_memberships()
    context.progress(1, 2, "Работники")
    people = restamp()
    context.progress(2, 2)
    words = count_text(moved, "организация", "организации", "организаций")
    return Outcome(f"Перешли: {words}, {count_text(people, 'работник', 'работника', 'работников')}")
