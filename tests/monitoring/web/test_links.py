"""Where a reason is mended: every step of every rule leads to a list that there is."""

import pytest
from django.http import QueryDict

from apps.core.web import resource as resources
from apps.indicators.rules import RULES, Rule
from apps.monitoring.models import ReportUnit
from apps.monitoring.web.links import RECORDS, SUBJECTS, WORKLISTS, card_url, worklist_of, worklist_url
from tests.cast import Cast


def test_every_step_has_a_worklist() -> None:
    keys = {step.key for rule in RULES.values() for step in rule.steps}
    assert keys == set(WORKLISTS)


def test_every_list_named_here_exists() -> None:
    for label in {*WORKLISTS.values(), *RECORDS.values(), *SUBJECTS.values()}:
        assert resources.get(label).label() == label


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_those_with_no_record_at_all_are_mended_where_the_first_kind_is_entered(rule: Rule) -> None:
    assert worklist_of(rule, None) == worklist_of(rule, 0) == (RECORDS[rule.sources[0].records[0]], {})


def test_worklist_is_narrowed_to_the_unit_and_the_state(cast: Cast) -> None:
    unit = ReportUnit(level="municipality", municipality=cast.municipality_a)
    name, url = worklist_url("routed", 5, unit, cast.actor("methodist"))
    query = QueryDict(url.partition("?")[2])
    assert name == "Маршруты (ИОМ)"
    assert query.getlist("state") == ["draft", "agreed"]
    assert query["municipality"] == str(cast.municipality_a.pk)


def test_a_list_closed_to_the_role_is_not_offered(cast: Cast) -> None:
    unit = ReportUnit(level="region")
    assert worklist_url("diagnosed", 0, unit, cast.actor("ministry")) == ("", "")
    assert card_url("teachers.person", cast.teacher.pk, cast.actor("ministry")) == ""
    assert card_url("nothing.here", 1, cast.actor("cnppm")) == ""
