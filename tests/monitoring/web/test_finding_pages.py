"""The list of findings behind a report and the card of one: who sees which, how they are explained."""

import pytest
from django.urls import reverse

from apps.core.actor import acting, system
from apps.monitoring.models import Finding, FindingExplanation, Report
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, log_in, text_of
from tests.monitoring.findings.test_live import spoilt  # noqa: F401 - the fixture
from tests.reports import compute, make_finding

LIST = "/monitoring/findings/"


@pytest.fixture
def report(spoilt: Cast) -> Report:  # noqa: F811
    """The report of the spoilt data."""
    with acting(system("test")):
        return compute(spoilt.region.profiles.get())


def finding(cast: Cast, rule: str) -> Finding:
    """The doubt of a rule about the teacher."""
    with acting(system("test")):
        return Finding.objects.get(rule=rule, person=cast.teacher)


def test_operator_sees_the_own_school_without_diagnostics_and_routes(spoilt: Cast, report: Report) -> None:  # noqa: F811
    text = text_of(log_in(spoilt, "operator").get(LIST))
    assert "Принят 01.09.2015" in text
    assert "3 замечания" in text
    own = finding(spoilt, "employment_before_career")
    private = finding(spoilt, "route_on_self_assessment")
    client = log_in(spoilt, "operator")
    assert [client.get(f"{LIST}{one.pk}/").status_code for one in (own, private)] == [200, 404]


def test_list_is_narrowed_by_subject_severity_and_explanation(spoilt: Cast, report: Report) -> None:  # noqa: F811
    client = log_in(spoilt, "cnppm")
    assert "2 замечания" in text_of(client.get(f"{LIST}?about=organization"))
    assert "Ничего не найдено" in text_of(client.get(f"{LIST}?explained=yes"))
    assert "2 замечания" in text_of(client.get(f"{LIST}?explained=no&rule=employment_before_career"))


def test_card_says_what_to_do_and_leads_to_the_record(spoilt: Cast, report: Report) -> None:  # noqa: F811
    one = finding(spoilt, "employment_before_career")
    text = text_of(log_in(spoilt, "methodist").get(f"{LIST}{one.pk}/?tab=mend"))
    assert "Проверьте дату приёма и начало педагогической деятельности." in text
    with acting(system("test")):
        job = spoilt.teacher.employments.get().pk
    assert reverse("teachers:employment_detail", args=(job,)) in text


def test_chosen_findings_are_explained_and_taken_back_in_bulk(spoilt: Cast, report: Report) -> None:  # noqa: F811
    with acting(system("test")):
        ids = list(Finding.objects.filter(rule="no_consent").values_list("pk", flat=True))
    client = log_in(spoilt, "methodist")
    step = {"ids": ids, "confirmed": "1", "reason": "Согласия на бумаге"}
    client.post(reverse("monitoring:finding_bulk", args=("explain",)), step)
    with acting(system("test")):
        told = set(FindingExplanation.objects.values_list("reason", "municipality"))
    assert told == {("Согласия на бумаге", spoilt.municipality_a.pk)}
    assert "Согласия на бумаге" in text_of(client.get(f"{LIST}?explained=yes"))
    client.post(reverse("monitoring:finding_bulk", args=("withdraw",)), {"ids": ids, "confirmed": "1"})
    with acting(system("test")):
        assert FindingExplanation.objects.count() == 0


def test_roles_that_read_no_findings_are_refused(spoilt: Cast, report: Report) -> None:  # noqa: F811
    for role in ("ministry", "moo", "iro", "teacher"):
        assert log_in(spoilt, role).get(LIST).status_code == 403


def test_list_asks_the_same_number_of_questions(spoilt: Cast, report: Report) -> None:  # noqa: F811
    with acting(system("test")):
        Finding.objects.all().delete()
    assert_constant_queries(log_in(spoilt, "cnppm"), LIST, lambda: make_finding(report, spoilt.teacher), queries=9)
