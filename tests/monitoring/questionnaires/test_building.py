"""Forms are built by their makers, fixed by the first round, copied, taken from a regulation."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from apps.core.actor import acting
from apps.core.models import HistoryEntry
from apps.indicators.services.profiles import SHIPPED, load_profile
from apps.monitoring.models import MonitoringForm
from apps.monitoring.services.questionnaires import building
from apps.monitoring.services.questionnaires.shipped import ensure_forms, kinds_of, offered, take_form
from tests import factories as make
from tests.cast import Cast
from tests.monitoring.questionnaires.scene import KINDS, SYSTEM, WORDS, make_form, publish

pytestmark = pytest.mark.django_db


def test_form_lies_with_the_organization_of_its_maker(cast: Cast) -> None:
    form = make_form(cast.actor("methodist"))
    assert (form.organization, form.municipality, form.region) == (cast.mms_a, cast.municipality_a, cast.region)
    with acting(SYSTEM):
        assert [one.kind for one in form.criteria.all()] == list(KINDS)
        assert HistoryEntry.objects.filter(verb="add_criterion").count() == len(KINDS)


@pytest.mark.parametrize("role", ["operator", "ministry", "moo", "iro", "teacher"])
def test_other_roles_build_no_forms(cast: Cast, role: str) -> None:
    with acting(cast.actor(role)), pytest.raises(PermissionDenied):
        building.create_form(**WORDS)


def test_form_of_another_organization_is_not_changed(cast: Cast) -> None:
    form = make_form(cast.actor("methodist"))
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError, match="каждая организация свои"):
        building.update_form(form, title="Чужая")


def test_published_form_keeps_its_criteria(cast: Cast) -> None:
    methodist = cast.actor("methodist")
    form = publish(methodist).form
    with acting(methodist):
        form.refresh_from_db()
        criterion = form.criteria.get(kind="scale")
        assert (form.published, criterion.published) == (True, True)
        for refused in (
            lambda: building.update_form(form, title="Другая"),
            lambda: building.update_criterion(criterion, maximum=9),
            lambda: building.remove_criterion(criterion),
            lambda: building.add_criterion(form=form, number="9", title="Ещё", kind="text"),
            lambda: building.remove_form(form),
        ):
            with pytest.raises(ValidationError, match="критерии не меняются"):
                refused()


def test_scale_needs_room(cast: Cast) -> None:
    form = make_form(cast.actor("methodist"), "text")
    with acting(cast.actor("methodist")):
        with pytest.raises(ValidationError, match="больше низшего"):
            building.add_criterion(form=form, number="2", title="Балл", kind="scale", minimum=3, maximum=3)
        plain = building.add_criterion(form=form, number="3", title="Текст", kind="text", minimum=7, maximum=2)
    assert (plain.minimum, plain.maximum, plain.position) == (0, 3, 2)


def test_number_of_a_criterion_is_used_once(cast: Cast) -> None:
    form = make_form(cast.actor("methodist"), "text")
    with acting(cast.actor("methodist")), pytest.raises(ValidationError):
        building.add_criterion(form=form, number="1", title="Ещё раз", kind="text")


def test_copy_is_the_copiers_own_and_open(cast: Cast) -> None:
    form = publish(cast.actor("methodist")).form
    with acting(cast.actor("cnppm")):
        copy = building.copy_form(form, title="Региональная")
        words = [(one.number, one.title, one.kind, one.maximum, one.clause) for one in copy.criteria.all()]
    assert (copy.title, copy.organization, copy.published) == ("Региональная", cast.cnppm, False)
    with acting(SYSTEM):
        assert words == [(one.number, one.title, one.kind, one.maximum, one.clause) for one in form.criteria.all()]


def test_form_without_rounds_is_removed_whole(cast: Cast) -> None:
    form = make_form(cast.actor("methodist"))
    with acting(cast.actor("methodist")):
        building.remove_form(form)
        assert not MonitoringForm.objects.exists()


def test_ready_forms_are_offered_in_the_territory_of_their_profile(cast: Cast) -> None:
    with acting(SYSTEM):
        profile = load_profile(SHIPPED / "oktyabrsky.yaml").profile
        assert profile.municipality is not None
        service = make.make_organization(profile.municipality, "mms", short_name="ЦРО")
        made = [ensure_forms(profile), ensure_forms(profile)]
        forms = list(MonitoringForm.objects.filter(organization=service).order_by("template"))
    assert made == [2, 0]
    assert [(form.template, kinds_of(form)) for form in forms] == [
        ("oktyabrsky-municipal", ["mms"]),
        ("oktyabrsky-school", ["school", "kindergarten", "additional"]),
    ]
    with acting(SYSTEM):
        assert [form.criteria.count() for form in forms] == [17, 17]
    assert offered(cast.actor("methodist")) == []


def test_ready_form_is_taken_with_its_scale_explained(cast: Cast) -> None:
    with acting(cast.actor("methodist")):
        form = take_form("oktyabrsky-school")
        scale = form.criteria.filter(kind="scale").first()
    assert scale is not None
    assert (scale.minimum, scale.maximum, scale.hint) == (0, 2, "0 — не ведётся, 1 — частично, 2 — в полном объёме")
