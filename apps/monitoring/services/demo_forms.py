"""A monitoring form of the demonstration: sent to chosen organizations, one report handed in; one round prepared."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from apps.accounts.enums import Role
from apps.core.actor import acting
from apps.monitoring.models import FormReport, FormRound, MonitoringForm
from apps.monitoring.services.demo_recommendations import demo_actor
from apps.monitoring.services.questionnaires import building, choosing, filling, rounds
from apps.monitoring.services.questionnaires.filling import Given
from apps.organizations.models import Organization, Profile

SITES = 5
CRITERIA: tuple[dict[str, Any], ...] = (
    {"number": "1", "title": "План методической работы на год утверждён", "kind": "yes_no"},
    {"number": "2", "title": "Наставники помогают всем молодым педагогам", "kind": "scale", "minimum": 0, "maximum": 2,
     "hint": "0 — никому, 1 — некоторым, 2 — всем"},
    {"number": "3", "title": "Открытых занятий за полугодие", "kind": "number"},
    {"number": "4", "title": "Страница методической службы на сайте", "kind": "link", "required": False},
)  # fmt: skip
TITLE = "Методическая работа в школах муниципалитета"


def make_demo_forms(profile: Profile, today: date) -> None:
    """The methodist's form with two rounds; a second run changes nothing. The caller acts as the system."""
    maker = demo_actor(Role.METHODIST)
    if MonitoringForm.objects.filter(organization=maker.organization_id).exists():
        return
    schools = Organization.objects.filter(municipality=maker.municipality_id, kind="school", closed_on=None)
    operator = demo_actor(Role.OPERATOR)
    own = schools.filter(pk__in=[operator.organization_id])
    chosen = [*own, *schools.exclude(pk__in=own.values("pk")).order_by("pk")[: SITES - 1]]
    with acting(maker):
        form = building.create_form(
            title=TITLE, purpose="Увидеть, где нужна помощь методиста", basis="План работы ММС", method="report"
        )  # fmt: skip
        for words in CRITERIA:
            building.add_criterion(form=form, section="Методическая служба", **words)
        run = round_of(form, today, chosen)
        rounds.publish_round(run)
        round_of(form, today + timedelta(days=182), chosen[:2])
    report = FormReport.objects.filter(round=run, organization=operator.organization_id).first()
    if report is not None:
        with acting(operator):
            hand_in(report)


def round_of(form: MonitoringForm, today: date, chosen: list[Organization]) -> FormRound:
    """A round of the half-year of a day, to these schools."""
    first = date(today.year, 1 if today.month <= 6 else 7, 1)
    last = date(today.year, 6, 30) if today.month <= 6 else date(today.year, 12, 31)
    made = rounds.create_round(form=form, period_from=first, period_to=last, due_on=last + timedelta(days=14))
    choosing.choose(chosen, round=made)
    return made


def hand_in(report: FormReport) -> None:
    """The answers of a school."""
    given = {"1": Given(number=Decimal(1)), "2": Given(number=Decimal(1)), "3": Given(number=Decimal(4))}
    criteria = {one.number: one.pk for one in report.round.form.criteria.all()}
    filling.save_answers(report, {criteria[number]: answer for number, answer in given.items()})
    filling.submit_report(report)
