"""«Проверка данных»: what each role sees of its own unit, narrowing, explaining in bulk, the rules in words."""

import pytest
from django.urls import reverse

from apps.core.actor import acting, system
from apps.core.models import AccessLogEntry
from apps.monitoring.findings import EVERY
from apps.monitoring.models import FindingExplanation
from apps.monitoring.selectors.violations import Chosen, violations
from tests.cast import Cast
from tests.core.web.checks import log_in, queries_of, text_of
from tests.monitoring.findings.doubts import DAY, START
from tests.monitoring.findings.test_live import BEFORE_CAREER, spoilt  # noqa: F401 - the fixture

PAGE = "/monitoring/check/?period=2025"
SENTENCE = BEFORE_CAREER.replace("\u00a0", " ")


def page(cast: Cast, role: str, query: str = "") -> str:
    """The page as text."""
    return text_of(log_in(cast, role).get(PAGE + query))


def test_operator_sees_the_own_school_and_no_word_of_routes(spoilt: Cast) -> None:  # noqa: F811
    text = page(spoilt, "operator")
    assert SENTENCE in text
    assert "Своева Тест" in text
    assert "ИОМ на самодиагностике" not in text
    assert "Посторонняя" not in text


def test_centre_sees_the_region_and_any_municipality(spoilt: Cast) -> None:  # noqa: F811
    assert "Посторонняя Тест" in page(spoilt, "cnppm")
    assert "Посторонняя Тест" not in page(spoilt, "cnppm", f"&municipality={spoilt.municipality_a.pk}")


def test_list_is_narrowed_by_rule_severity_and_explanation(spoilt: Cast) -> None:  # noqa: F811
    assert "Выбрано: 1 замечание" in page(spoilt, "methodist", "&rule=employment_before_career")
    assert "Выбрано: 3 замечания" in page(spoilt, "methodist", "&severity=warning&about=person")
    assert "Ничего не найдено" in page(spoilt, "methodist", "&explained=yes")


@pytest.mark.parametrize("role", ["ministry", "moo", "umo", "iro", "teacher", "council"])
def test_roles_that_keep_no_data_are_refused(spoilt: Cast, role: str) -> None:  # noqa: F811
    client = log_in(spoilt, role)
    assert [client.get(url).status_code for url in (PAGE, reverse("monitoring:check_rules"))] == [403, 403]


def test_foreign_place_is_refused(spoilt: Cast) -> None:  # noqa: F811
    methodist = log_in(spoilt, "methodist").get(f"{PAGE}&organization=x (№ {spoilt.school_b.pk})")
    assert "Посторонняя" not in text_of(methodist)


def test_chosen_ones_are_explained_by_one_reason(spoilt: Cast) -> None:  # noqa: F811
    with acting(spoilt.actor("methodist")):
        checked = violations(spoilt.municipality_a, START, DAY)
        marks = [row.mark for row in checked.rows(Chosen(rule="no_consent"))]
    client = log_in(spoilt, "methodist")
    url = reverse("monitoring:check_explain") + "?period=2025"
    answer = client.post(url, {"marks": marks, "reason": "Согласия на бумаге"}, follow=True)
    assert "Пояснено: 3 замечания." in text_of(answer)
    with acting(system("test")):
        assert set(FindingExplanation.objects.values_list("reason", "rule")) == {("Согласия на бумаге", "no_consent")}


def test_nothing_is_explained_without_a_reason_or_a_choice(spoilt: Cast) -> None:  # noqa: F811
    client = log_in(spoilt, "methodist")
    url = reverse("monitoring:check_explain") + "?period=2025"
    assert "Отметьте замечания" in text_of(client.post(url, {"reason": "Верно"}, follow=True))
    with acting(system("test")):
        assert FindingExplanation.objects.count() == 0


def test_looking_is_logged(spoilt: Cast) -> None:  # noqa: F811
    page(spoilt, "operator")
    with acting(system("test")):
        assert AccessLogEntry.objects.get(action="view").subject == "Проверка данных: Школа А-1"


def test_every_rule_stands_in_words(spoilt: Cast) -> None:  # noqa: F811
    text = text_of(log_in(spoilt, "operator").get(reverse("monitoring:check_rules")))
    assert [rule.code for rule in EVERY.values() if rule.title.replace("\u00a0", " ") not in text] == []


def test_page_asks_the_same_number_of_questions_whatever_there_is(spoilt: Cast) -> None:  # noqa: F811
    client = log_in(spoilt, "methodist")
    one = len(queries_of(client, PAGE + "&rule=employment_before_career"))
    assert len(queries_of(client, PAGE)) == one
