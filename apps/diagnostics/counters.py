"""What diagnostics give to count: sessions, people diagnosed, deficits."""

from datetime import date

from django.db.models import Q, QuerySet

from apps.core import counters
from apps.core.counters import Counter, Place, Rows
from apps.diagnostics.models import Deficit, DiagnosticSession
from apps.organizations.enums import OrganizationKind

GROUP = "Диагностика"
PAGE, DATES = "diagnostics:session_list", "completed_from={start}&completed_to={end}"
SESSIONS = ("диагностика", "диагностики", "диагностик")
PEOPLE = ("человек", "человека", "человек")


def kept(end: date, prefix: str = "") -> Q:
    """Not annulled on or before the day."""
    return Q(**{f"{prefix}annulled_on__isnull": True}) | Q(**{f"{prefix}annulled_on__gt": end})


def sessions(*providers: str, **fields: bool) -> Rows:
    """Independent sessions completed in the term and not annulled by its end, conducted by these kinds (by anybody)."""

    def rows(place: Place, start: date, end: date) -> QuerySet[DiagnosticSession]:
        found = DiagnosticSession.objects.filter(place.q(), kept(end), completed_on__range=(start, end))
        found = found.filter(**{"independent": True, **fields})
        return found.filter(provider__kind__in=providers) if providers else found

    return rows


def deficits(place: Place, start: date, end: date) -> QuerySet[Deficit]:
    """Deficits that sessions of the term have shown."""
    shown = Deficit.objects.filter(place.q(), kept(end, "session__"), session__independent=True)
    return shown.filter(session__completed_on__range=(start, end))


ANY, CNPPM, COPMKP = sessions(), sessions(OrganizationKind.CNPPM), sessions(OrganizationKind.COPMKP)
counters.add(
    Counter("sessions", "Проведено независимых диагностик", SESSIONS, ANY, GROUP, page=PAGE,
            query=f"kind=independent&{DATES}"),
    Counter("sessions_cnppm", "Проведено диагностик ЦНППМ", SESSIONS, CNPPM, GROUP),
    Counter("sessions_copmkp", "Проведено диагностик ЦОПМКП", SESSIONS, COPMKP, GROUP),
    Counter("self_assessments", "Проведено самодиагностик", ("самодиагностика", "самодиагностики", "самодиагностик"),
            sessions(independent=False), GROUP, page=PAGE, query=f"kind=self&{DATES}"),
    Counter("diagnosed", "Прошли независимую диагностику", PEOPLE, ANY, GROUP, distinct="person_id"),
    Counter("diagnosed_cnppm", "Прошли диагностику ЦНППМ", PEOPLE, CNPPM, GROUP, distinct="person_id"),
    Counter("diagnosed_copmkp", "Прошли диагностику ЦОПМКП", PEOPLE, COPMKP, GROUP, distinct="person_id"),
    Counter("diagnosed_managers", "Руководителей прошли независимую диагностику", PEOPLE, sessions(managerial=True),
            GROUP, distinct="person_id"),
    Counter("deficits", "Выявлено профессиональных дефицитов", ("дефицит", "дефицита", "дефицитов"), deficits, GROUP),
    Counter("people_with_deficits", "Выявлены профессиональные дефициты", PEOPLE, deficits, GROUP,
            distinct="person_id"),
)  # fmt: skip
