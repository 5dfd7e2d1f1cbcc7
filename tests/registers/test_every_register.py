"""What every register owes its keepers: a list, an export, an API, a history, a sheet to be loaded from."""

import pytest
from django.apps import apps
from django.urls import reverse

from apps.core import access
from apps.core.imports import kinds
from apps.core.imports.plain import PlainImport
from apps.core.web import resource as resources
from tests.cast import Cast
from tests.registers.conftest import Browse

OWN = [model for model in apps.get_app_config("registers").get_models() if not model._meta.auto_created]
# Links of unions with their events: made on the card of the union, not brought as a table.
BESIDE = {"registers.unionevent"}


def keepers() -> dict[str, resources.Resource]:
    """The resource of each model, by the model's label."""
    found = sorted(resources.every(), key=lambda one: one.label() == one.model._meta.label_lower)
    return {one.model._meta.label_lower: one for one in found}


def test_every_register_has_a_resource_with_history_and_a_sheet() -> None:
    labels = {model._meta.label_lower for model in OWN} - BESIDE
    assert labels - set(keepers()) == set()
    assert [label for label in labels if not keepers()[label].history] == []
    sheets = {kind.model._meta.label_lower for kind in kinds.all_kinds() if isinstance(kind, PlainImport)}
    assert labels - sheets == set()


@pytest.mark.django_db
def test_every_register_is_listed_and_read_by_programs(browse: Browse, cast: Cast) -> None:
    browser = browse("cnppm")
    for label in sorted({model._meta.label_lower for model in OWN} - BESIDE):
        found = keepers()[label]
        assert browser.get(reverse(f"api:{found.label().replace('.', '_')}_list")).status_code == 200
        page = browser.get(found.url("list"))
        assert (label, page.status_code) == (label, 200)
        assert reverse(f"registers:{found.slug}_export") == found.url("export")


# What the regulations oblige the centre to keep, wherever its rows live: the resource and the sheet it comes from.
KEPT = {
    "Заседания советов, УМО и объединений": ("registers.meeting", "meetings"),
    "Решения заседаний": ("registers.decision", "decisions"),
    "Ответственные лица по акту": ("registers.responsible", "responsible"),
    "Письма и исследовательские запросы": ("registers.letter", "letters"),
    "Проектные команды": ("registers.team", "project_teams"),
    "Участники команд": ("registers.teammember", "team_members"),
    "Сетевые договоры": ("registers.contract", "contracts"),
    "Вакансии": ("registers.vacancy", "vacancies"),
    "Резерв методистов и тьюторов": ("registers.reserve", "reserve"),
    "Победители конкурсов": ("events.winner", "participations"),
    "Отбор площадок": ("registers.selection", "selections"),
    "Заявки площадок": ("registers.application", "applications"),
    "Методические материалы": ("registers.material", "materials"),
    "Работники ММС": ("teachers.service", "appointments"),
    "Методический актив": ("teachers.active", "appointments"),
    "Трёхсторонние соглашения": ("organizations.agreement", "agreements"),
    "Нормативные акты": ("organizations.act", "acts"),
    "Стажировочные и инновационные площадки": ("organizations.site", "sites"),
    "Объединения и сообщества": ("registers.union", "unions"),
    "Участники объединений": ("registers.member", "union_members"),
    "Банк практик": ("registers.practice", "practices"),
    "Экспертиза практик": ("registers.judgement", "judgements"),
    "Информационные ресурсы": ("registers.information", "information_resources"),
    "Программы наставничества": ("events.mentoringprogram", "mentoring_programs"),
    "Наставнические пары": ("events.pair", "mentoring"),
    "Встречи пар": ("events.meeting", "pair_meetings"),
    "Менторство команд": ("events.team", "team_mentoring"),
    "Контрольные цифры": ("programs.quota", "quotas"),
}
# Views of rows that are kept on another resource: that one has the card and the forms.
VIEWS = {
    "events.winner": "events.participation",
    **dict.fromkeys(("teachers.service", "teachers.active"), "teachers.appointment"),
}


@pytest.mark.parametrize(("label", "sheet"), KEPT.values(), ids=KEPT)
def test_what_the_regulations_oblige_to_keep_is_kept_in_all_seven_ways(label: str, sheet: str) -> None:
    listed, kept = resources.get(label), resources.get(VIEWS.get(label, label))
    assert (listed.exports, kept.exports, kept.detail, kept.history) == (True, True, True, True)
    assert (kept.create is not None, kept.edit is not None) == (True, True)
    assert kept.model in kinds.get(sheet).models
    assert reverse(f"api:{label.replace('.', '_')}_list").startswith("/api/")
    assert isinstance(access.of(kept.model), access.Access)
