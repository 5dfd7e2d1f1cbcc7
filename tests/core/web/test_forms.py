"""Creating and editing, seen through organizations."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.core.web.forms import Form
from apps.core.web.lookup import words
from apps.organizations.forms import OrganizationForm
from apps.organizations.models import Membership, Organization, StatusFlag
from tests.cast import Cast
from tests.core.web.checks import text_of
from tests.core.web.conftest import Browse

CREATE = "/organizations/create/"


def filled(cast: Cast, **changes: Any) -> dict[str, Any]:
    """What a person types into the form of an organization."""
    home = cast.municipality_a
    own = {"code": "Н-1", "kind": "school", "full_name": "Новая школа", "home": f"{home.name} (№ {home.pk})"}
    return {**own, **changes}


def test_create_makes_the_object_and_leads_to_it(browse: Browse, cast: Cast) -> None:
    response = browse("cnppm").post(CREATE, filled(cast, opened_on="01.09.2024"))
    with acting(system("test")):
        made = Organization.objects.get(code="Н-1")
        verbs = list(HistoryEntry.objects.filter(object_ref=str(made.pk)).values_list("verb", "actor_key"))
        timeline = list(Membership.objects.filter(organization=made).values_list("member_of_id", "valid_from"))
    assert response.headers["Location"] == f"/organizations/{made.pk}/"
    assert (made.short_name, made.opened_on, made.municipality_id) == (
        "Новая школа",
        date(2024, 9, 1),
        cast.municipality_a.pk,
    )
    assert verbs == [("create_organization", f"grant:{cast.grants['cnppm'].pk}")]
    assert timeline == [(cast.municipality_a.pk, None)]


def test_refusal_keeps_what_was_typed_and_leads_to_the_field(browse: Browse, cast: Cast) -> None:
    response = browse("cnppm").post(CREATE, filled(cast, full_name="", address="ул. Новая", opened_on="32.01.2024"))
    body = text_of(response)
    assert response.status_code == 422
    assert '<a href="#id_full_name">Полное наименование: Обязательное поле.</a>' in body
    assert '<a href="#id_opened_on">Открыта: Введите правильную дату.</a>' in body
    assert ('value="ул. Новая"' in body, 'value="32.01.2024"' in body) == (True, True)
    assert 'aria-invalid="true"' in body


def test_refusal_of_the_service_stands_at_its_field(browse: Browse, cast: Cast) -> None:
    response = browse("cnppm").post(
        CREATE, filled(cast, inn="1234567890", opened_on="2024-09-01", closed_on="2020-01-01")
    )
    lines = {line.anchor: line.text for line in response.context["form"].summary()}
    assert lines == {
        "id_inn": "Ожидаются 10 или 12 цифр ИНН; контрольные цифры не сходятся.",
        "id_closed_on": "Закрыта раньше, чем открыта.",
    }


def test_choice_out_of_scope_is_refused(browse: Browse, cast: Cast) -> None:
    other = cast.municipality_b
    client = browse("methodist")
    for typed in (f"(№ {other.pk})", other.name):
        response = client.post(CREATE, filled(cast, home=typed))
        assert (response.status_code, "не найдено" in text_of(response)) == (422, True)
    with acting(system("test")):
        assert Organization.objects.filter(code="Н-1").count() == 0


def test_lookup_resolves_a_text_that_fits_one_row(browse: Browse, cast: Cast) -> None:
    browse("cnppm").post(CREATE, filled(cast, home="99602000", parent="ммс"))
    with acting(system("test")):
        made = Organization.objects.get(code="Н-1")
    assert (made.home_id, made.parent_id) == (cast.municipality_b.pk, cast.mms_a.pk)


def test_lookup_asks_again_where_several_fit(browse: Browse, cast: Cast) -> None:
    body = text_of(browse("cnppm").post(CREATE, filled(cast, home="район")))
    assert "«район» подходит к нескольким записям: выберите одну из подсказок." in body


def test_suggestions_are_of_the_scope(browse: Browse, cast: Cast) -> None:
    body = text_of(browse("methodist").get("/lookup/organizations.organization/?parent=школа"))
    assert [f"Школа {name}" in body for name in ("А-1", "А-2", "Б-1")] == [True, True, False]
    assert f"(№ {cast.school_a.pk})" in body


def test_suggestions_are_closed_with_their_list(browse: Browse) -> None:
    client = browse("cnppm")
    assert client.get("/lookup/accounts.user/?user=те").status_code == 403
    assert client.get("/lookup/nothing.here/?q=те").status_code == 404


def test_edit_shows_what_is_stored(browse: Browse, cast: Cast) -> None:
    body = text_of(browse("cnppm").get(f"/organizations/{cast.cnppm.pk}/edit/"))
    assert f'value="ИРО (№ {cast.iro.pk})"' in body
    assert 'value="ЦНППМ"' in body


def test_edit_writes_through_the_service(browse: Browse, cast: Cast) -> None:
    school = cast.school_a
    home = f"(№ {cast.municipality_b.pk})"
    data = filled(cast, code=school.code, full_name="Другая", short_name="Школа А-1", home=home)
    response = browse("cnppm").post(f"/organizations/{school.pk}/edit/", data)
    with acting(system("test")):
        school.refresh_from_db()
        entry = HistoryEntry.objects.get(verb="update_organization")
    assert response.headers["Location"] == f"/organizations/{school.pk}/"
    assert (school.full_name, school.municipality_id) == ("Другая", cast.municipality_b.pk)
    assert entry.after["full_name"] == "Другая"


def test_field_may_be_filled_by_the_address(browse: Browse, cast: Cast) -> None:
    body = text_of(browse("cnppm").get(f"/organizations/flags/create/?organization={cast.school_a.pk}&secret=1"))
    assert f'value="Школа А-1 (№ {cast.school_a.pk})"' in body


def test_part_returns_to_its_parent(browse: Browse, cast: Cast) -> None:
    data = {"organization": f"(№ {cast.school_a.pk})", "flag": "shnor", "valid_from": "01.09.2024"}
    response = browse("operator").post("/organizations/flags/create/", data)
    assert response.headers["Location"] == f"/organizations/{cast.school_a.pk}/"
    with acting(system("test")):
        assert StatusFlag.objects.get().municipality_id == cast.municipality_a.pk


def test_part_of_an_organization_that_is_only_read_is_refused(browse: Browse, cast: Cast) -> None:
    data = {"organization": f"(№ {cast.cnppm.pk})", "flag": "shnor", "valid_from": "01.09.2024"}
    response = browse("methodist").post("/organizations/flags/create/", data)
    assert (response.status_code, "не найдено" in text_of(response)) == (422, True)


def test_role_that_only_reads_has_no_form(browse: Browse) -> None:
    assert browse("moo").get(CREATE).status_code == 403


def test_form_of_a_record_never_touches_the_record(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        school = Organization.objects.get(pk=cast.school_a.pk)
        form = OrganizationForm(filled(cast, full_name="Другая"), instance=school)
        assert (form.is_valid(), school.full_name, form.cleaned_data["full_name"]) == (True, "Школа А-1", "Другая")


def test_suggestion_is_a_title_and_a_number(cast: Cast) -> None:
    assert words("organizations.organization", cast.school_a) == f"Школа А-1 (№ {cast.school_a.pk})"


class Small(Form):
    """A form of two fields."""

    first = forms.CharField(label="Первое")
    day = forms.DateField(label="День", required=False)
    choice = forms.ChoiceField(label="Выбор", choices=(("a", "А"),), required=False)


def test_refusal_without_a_field_stands_on_top() -> None:
    form = Small({"first": "x"})
    assert form.is_valid()
    form.refuse(ValidationError({"elsewhere": "Не здесь.", "first": "Здесь."}))
    assert [(line.anchor, line.text) for line in form.summary()] == [("", "Не здесь."), ("id_first", "Здесь.")]


def test_date_is_typed_as_people_write_it() -> None:
    form = Small({"first": "x", "day": "09.03.2025"})
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2025, 3, 9)
    assert 'placeholder="ДД.ММ.ГГГГ"' in str(form["day"])


class Rates(Form):
    rate = forms.DecimalField(max_digits=4, decimal_places=2, min_value=0, initial=Decimal("0.50"))
    share = forms.FloatField(required=False)


@pytest.mark.parametrize(("typed", "understood"), [("0,75", "0.75"), ("0.75", "0.75"), (" 1 ", "1")])
def test_fraction_is_typed_with_a_comma_or_a_point(typed: str, understood: str) -> None:
    form = Rates({"rate": typed, "share": typed})
    assert form.errors == {}
    assert form.cleaned_data == {"rate": Decimal(understood), "share": float(understood)}


def test_fraction_is_shown_with_a_comma_and_kept_as_typed() -> None:
    assert 'type="text" name="rate" value="0,50" inputmode="decimal"' in str(Rates()["rate"])
    assert 'value="много"' in str(Rates({"rate": "много"})["rate"])
    assert Rates({"rate": "-1"}).errors == {"rate": ["Убедитесь, что это значение больше либо равно 0."]}


def test_the_only_organization_that_may_be_chosen_is_filled_in(browse: Browse, cast: Cast) -> None:
    own, school = f"(№ {cast.iro.pk})", f"(№ {cast.school_a.pk})"
    assert own in text_of(browse("iro").get("/programs/create/"))
    assert school in text_of(browse("operator").get("/registers/vacancies/create/"))
    several = browse("methodist").get("/registers/vacancies/create/").context["form"]
    assert several["organization"].value() is None
    given = text_of(browse("iro").get(f"/programs/create/?organization={cast.cnppm.pk}"))
    assert (f"(№ {cast.cnppm.pk})" in given, own in given) == (True, False)
