"""«Проверка данных»: what is doubtful in the records of today, by rule; explained in bulk; the rules in words."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from apps.core.actor import current
from apps.core.services import history
from apps.core.text import count_text
from apps.core.web import nav
from apps.core.web.period import current as current_period
from apps.monitoring.finding_resources import ReasonForm, explains, mend_url
from apps.monitoring.findings import GROUPED, OUTLIERS
from apps.monitoring.recommendations import RULES as RECOMMENDATIONS
from apps.monitoring.selectors.violations import Violation, Violations, violations
from apps.monitoring.services import explanations
from apps.monitoring.web.check_form import CheckForm
from apps.monitoring.web.views import answer

PAGE = 50


def reads(actor: Any) -> bool:
    """Whether the role checks data."""
    return nav.holders("findings")(actor) or nav.holders("staff_findings")(actor)


nav.register(nav.Entry("data", "Проверка данных", "monitoring:check", reads, 30))


class CheckPage:
    """What the page shows: the rules violated in a place and a page of the violations."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.actor = request, current()
        self.form = CheckForm(request.GET)
        self.period = current_period(request)
        self.checked: Violations = violations(self.form.place(self.actor), self.period.start, self.period.end)
        self.chosen = self.form.chosen()
        self.total = self.checked.total(self.chosen)
        self.number = min(self.form.page(), max(1, -(-self.total // PAGE)))

    @property
    def rows(self) -> list[tuple[Violation, str]]:
        """The violations of the page, each with the address where it is mended."""
        found = self.checked.rows(self.chosen, offset=(self.number - 1) * PAGE, limit=PAGE)
        return [
            (row, mend_url(row.record, row.record_ref, row.person_id, row.organization_id, self.actor)) for row in found
        ]

    @property
    def counts(self) -> list[tuple[Any, str]]:
        """The rules violated, each with the address that shows its violations alone."""
        return [(one, self.url(rule=one.code)) for one in self.checked.counts]

    @property
    def explains(self) -> bool:
        """Whether the reader may explain."""
        return explains(self.actor)

    @property
    def previous_url(self) -> str:
        """The page before."""
        return self.url(page=str(self.number - 1)) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        """The page after."""
        return self.url(page=str(self.number + 1)) if self.number * PAGE < self.total else ""

    @property
    def narrowed(self) -> bool:
        """Whether a part of the violations is chosen."""
        return any(self.request.GET.get(name) for name in ("rule", "severity", "about", "explained"))

    @property
    def explain_url(self) -> str:
        """Where the chosen ones are explained."""
        return f"{reverse('monitoring:check_explain')}?{self.request.GET.urlencode()}"

    def url(self, **changes: str) -> str:
        """The address of the page with these parameters."""
        query = self.request.GET.copy()
        query.pop("page", None)
        for name, value in changes.items():
            query[name] = value
        return f"{reverse('monitoring:check')}?{query.urlencode()}"


def require_reader() -> None:
    """Raises ``PermissionDenied`` for roles that check no data."""
    if not reads(current()):
        raise PermissionDenied("Проверка данных вашей роли не открыта.")


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """The live check of a place; that people's data were looked at is logged."""
    require_reader()
    page = CheckPage(request)
    if page.total:
        history.log_view(page.checked.place, f"Проверка данных: {page.checked.place}")
    crumbs = [("Данные", "")]
    return answer(request, "monitoring/check/page.html", "Проверка данных", crumbs=crumbs, page=page, form=ReasonForm())


@require_POST
def check_explain(request: HttpRequest) -> HttpResponse:
    """Explain the chosen violations of a place by one reason."""
    require_reader()
    page = CheckPage(request)
    back = page.url()
    form = ReasonForm(request.POST)
    wanted = set(request.POST.getlist("marks"))
    if not explains(current()):
        raise PermissionDenied("Пояснять замечания ваша роль не может.")
    if not wanted or not form.is_valid():
        messages.error(request, "Отметьте замечания и напишите, почему данные верны.")
        return HttpResponseRedirect(back)
    found = [row for row in page.checked.rows(page.chosen, limit=None) if row.mark in wanted]
    number = explanations.explain_all(
        doubts=[explanations.doubt_of(row) for row in found], reason=form.cleaned_data["reason"]
    )
    messages.success(request, f"Пояснено: {count_text(number, 'замечание', 'замечания', 'замечаний')}.")
    return HttpResponseRedirect(back)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule in words: what it doubts, how gravely, what to do."""
    require_reader()
    groups = [*GROUPED.items(), ("Значения показателей", list(OUTLIERS.values()))]
    crumbs = [("Проверка данных", reverse("monitoring:check"))]
    return answer(
        request, "monitoring/check/rules.html", "Правила проверки", crumbs=crumbs, groups=groups,
        total=sum(len(found) for _, found in groups), recommendations=list(RECOMMENDATIONS.values()),
    )  # fmt: skip
