"""A group's own pages: enrolling with a preview, the journal, orders and the list of documents as files."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from apps.core import access
from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat
from apps.core.services import history
from apps.core.text import count_text
from apps.core.web import nav
from apps.core.web.filters import starts_with
from apps.core.web.forms import Form
from apps.core.web.jobs import start_job
from apps.core.web.lookup import LookupField
from apps.organizations.models import Municipality
from apps.organizations.selectors import municipalities_in_sight
from apps.programs import policies
from apps.programs.models import StudyGroup
from apps.programs.papers import PAPERS
from apps.programs.selectors import groups as reads
from apps.programs.services import attendance, enrolling
from apps.teachers.models import Person

FILTER, SHOWN = "filter", 200
CLOSED = "Учебные группы не открыты для вашей роли."
NOT_YOURS = "Группу ведёт другая организация."
MARKS = {"1": True, "0": False, "": None}


class PeopleFilter(Form):
    """Whom to look for."""

    municipality = forms.ModelChoiceField(Municipality.objects.none(), label="Муниципалитет", required=False)
    organization = LookupField("organizations.organization", label="Организация", required=False)
    name = forms.CharField(label="Фамилия", max_length=100, required=False, help_text="Начало фамилии.")
    names = forms.CharField(
        label="Список",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Фамилия, имя и отчество каждого с новой строки.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipalities_in_sight(None)  # type: ignore[attr-defined]


class EnrollForm(Form):
    """The day of enrolment."""

    enrolled_on = forms.DateField(label="Дата зачисления")


def find_group(pk: int, *, lead: bool = False) -> StudyGroup:
    """A group in sight; with ``lead`` one that the reader keeps. Raises ``PermissionDenied``, ``Http404``."""
    if not nav.holders("groups")(current()):
        raise PermissionDenied(CLOSED)
    group = get_object_or_404(StudyGroup.objects.filter(access.scope(StudyGroup, current())), pk=pk)
    if lead and not policies.may_lead(current(), group.program):
        raise PermissionDenied(NOT_YOURS)
    return group


def filtered(form: PeopleFilter) -> QuerySet[Person]:
    """The people whom the filter names; nobody before something is asked for."""
    asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    rows = enrolling.people_in_sight(current())
    if not asked:
        return rows.none()
    for field in ("municipality", "organization"):
        rows = rows.filter(**{field: asked[field]}) if field in asked else rows
    if "name" in asked:
        rows = rows.filter(starts_with("sort_key", asked["name"]))
    return enrolling.named(rows, asked["names"]) if "names" in asked else rows


def offered(request: HttpRequest, group: StudyGroup, key: str, form: PeopleFilter) -> QuerySet[Person]:
    """The people of the chosen way. Raises ``Http404`` for one that is not there."""
    if key == FILTER:
        return filtered(form)
    way = next((one for one in enrolling.ways() if one.key == key), None)
    if way is None:
        raise Http404("Нет такого способа отбора")
    return way.people(group, current())


@require_http_methods(["GET", "HEAD", "POST"])
def enroll(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose people by list, filter or route, see what speaks against each, enrol."""
    group = find_group(pk, lead=True)
    deed = request.method == "POST" and "enroll" in request.POST
    key = request.GET.get("way", FILTER)
    asked = PeopleFilter(request.POST if request.method == "POST" and not deed else request.GET)
    form = EnrollForm(request.POST) if deed else EnrollForm(initial={"enrolled_on": group.start})
    if deed and form.is_valid() and (done := enrolled(request, group, form)):
        messages.success(request, f"Зачислено: {count_text(done, *enrolling.PEOPLE)}.")
        return HttpResponseRedirect(f"{reverse('programs:group_detail', args=(pk,))}?tab=people")
    rows = list(offered(request, group, key, asked).order_by("sort_key", "pk")[: SHOWN + 1])
    if rows:
        history.log_view(group, f"Отбор слушателей: {group}")
    context = {
        "title": "Зачисление в группу", "group": group, "asked": asked, "form": form, "way": key,
        "ways": [(FILTER, "Отбор и список"), *((one.key, one.title) for one in enrolling.ways())],
        "help": next((one.help for one in enrolling.ways() if one.key == key), ""), "more": len(rows) > SHOWN,
        "rows": listed(enrolling.candidates(group, rows[:SHOWN])), "back": reverse("programs:group_detail", args=(pk,)),
        "crumbs": [("Учебные группы", reverse("programs:group_list")), (str(group), reverse(
            "programs:group_detail", args=(pk,)))], "chosen": request.POST.getlist("people") if deed else [],
        "absent": enrolling.missing(asked.cleaned_data.get("names", ""), rows) if asked.is_valid() else [],
    }  # fmt: skip
    return TemplateResponse(request, "programs/enroll.html", context, status=422 if deed else 200)


def listed(rows: list[enrolling.Candidate]) -> list[tuple[enrolling.Candidate, str]]:
    """The candidates with the names of their organizations."""
    ids = [row.person.pk for row in rows]
    people = Person.objects.filter(pk__in=ids)
    places = dict(people.values_list("pk", "organization__short_name"))
    return [(row, str(places.get(row.person.pk) or "")) for row in rows]


def enrolled(request: HttpRequest, group: StudyGroup, form: EnrollForm) -> int:
    """How many were enrolled; a refusal goes to the form."""
    ids = [int(text) for text in request.POST.getlist("people") if text.isdecimal()]
    people = enrolling.people_in_sight(current()).filter(pk__in=ids).order_by("sort_key", "pk")
    try:
        return enrolling.enroll_people(group, people=people, enrolled_on=form.cleaned_data["enrolled_on"])
    except ValidationError as error:
        form.refuse(error)
        return 0


@require_http_methods(["GET", "HEAD", "POST"])
def journal(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was there on which day; written by those who keep the group."""
    group = find_group(pk, lead=request.method == "POST")
    if request.method == "POST":
        changed = attendance.mark_attendance(group, marks=posted_marks(request))
        messages.success(request, f"Журнал сохранён, изменено отметок: {changed}.")
        return HttpResponseRedirect(request.path)
    days, lines = reads.journal(group)
    history.log_view(group, f"Журнал группы: {group}")
    context = {
        "title": f"Журнал: {group}", "group": group, "days": days, "lines": lines,
        "may": policies.may_lead(current(), group.program),
        "crumbs": [("Учебные группы", reverse("programs:group_list")),
                   (str(group), reverse("programs:group_detail", args=(pk,)))],
    }  # fmt: skip
    return TemplateResponse(request, "programs/journal.html", context)


def posted_marks(request: HttpRequest) -> dict[tuple[int, date], bool | None]:
    """The marks of the form: ``mark_<training>_<day>``; what is no mark is left aside."""
    found: dict[tuple[int, date], bool | None] = {}
    for name, value in request.POST.items():
        head, _, rest = name.partition("_")
        number, _, day = rest.partition("_")
        if head == "mark" and number.isdecimal() and value in MARKS:
            try:
                found[(int(number), date.fromisoformat(day))] = MARKS[str(value)]
            except ValueError:
                continue
    return found


@require_POST
def group_file(request: HttpRequest, pk: int) -> HttpResponse:
    """An order or the list of issued documents as a file, by a job."""
    group = find_group(pk)
    paper, form = request.POST.get("paper", ""), request.POST.get("form", "")
    if paper not in PAPERS or form not in {one.value for one in DocumentFormat}:
        raise Http404("Нет такого файла")
    parameters = {"group": group.pk, "paper": paper, "form": DocumentFormat(form)}
    return start_job("group_file", parameters, title=f"{PAPERS[paper]}: {group}")
