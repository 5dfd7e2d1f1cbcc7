"""Forms of routes, their items and their moves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor, current
from apps.core.web.forms import Form, RecordForm
from apps.core.web.lookup import LookupField
from apps.diagnostics.models import Competence, DiagnosticSession, Score
from apps.routes.models import IndividualRoute, RouteItem
from apps.routes.policies import may_plan
from apps.routes.services.plan import CLOSED

TUTOR_HINT = "Тот, кто ведёт ИОМ: увидит этого педагога, его результаты и маршрут."


def routed(actor: Actor) -> Q:
    """The people whose routes the actor writes: the routes' own scope, asked of the person."""
    return access.Access("routes", (access.Path(person="id", managerial="managerial"),)).scope(actor, WRITE)


def resolved(field: Any, given: Any) -> Any:
    """The row that a lookup field would find now; None where it finds none."""
    try:
        return field.to_python(given)
    except ValidationError:
        return None


def session_label(session: DiagnosticSession) -> str:
    """A session as it is chosen: its date and tool."""
    mark = "" if session.independent else ", самодиагностика"
    return f"{session.completed_on:%d.%m.%Y} — {session.tool.title}{mark}"


class RouteForm(RecordForm):
    """A route as it is changed: the person stays."""

    session = forms.ModelChoiceField(DiagnosticSession.objects.none(), label="Диагностика", required=False)
    tutor = LookupField("teachers.person", label="Сопровождающий", required=False, help_text=TUTOR_HINT)
    drafted_on = forms.DateField(label="Дата составления", initial=timezone.localdate)

    class Meta:
        model = IndividualRoute
        fields = ("number", "session", "tutor", "drafted_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["session"]
        field.label_from_instance = session_label
        sessions = DiagnosticSession.objects.select_related("tool").order_by("-completed_on")
        person = self.person_id()
        field.queryset = sessions.filter(person_id=person) if person is not None else sessions.none()

    def person_id(self) -> int | None:
        """Whose sessions are offered."""
        found: int | None = self.instance.person_id
        return found


class NewRouteForm(RouteForm):
    """A new route. The person's sessions are offered once the person is known; else the session is chosen later."""

    person = LookupField("teachers.person", where=routed, label="Педагог")
    number = forms.CharField(
        label="Номер", max_length=60, required=False, help_text="Пустой портал назначит сам: год и номер по порядку."
    )

    class Meta(RouteForm.Meta):
        fields = ("person", *RouteForm.Meta.fields)  # type: ignore[assignment]

    def person_id(self) -> int | None:
        given = self.data.get("person") if self.is_bound else self.initial.get("person")
        found = resolved(self.fields["person"], given)
        return int(found.pk) if found is not None else None


class ItemForm(RecordForm):
    """An item as it is changed."""

    program = LookupField("programs.program", required=False, label="Программа")
    event = LookupField("events.event", required=False, label="Мероприятие")
    responsible = LookupField("teachers.person", required=False, label="Ответственный")
    competences = forms.ModelMultipleChoiceField(
        Competence.objects.all(),
        label="Какие компетенции развивает",
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text="Из тех, что проверены в диагностике этого ИОМ.",
    )
    groups: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("", ("route", "kind", "program", "event", "content")),
        ("Срок и объём", ("due", "hours")),
        ("Кто отвечает", ("responsible", "responsible_words")),
        ("Цели", ("competences",)),
    )

    class Meta:
        model = RouteItem
        fields = ("kind", "program", "event", "content", "due", "hours", "responsible", "responsible_words")
        help_texts = {"hours": "Пустые часы возьмём из программы."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["competences"]
        route = self.standing()
        scored = Score.objects.filter(session_id=route.session_id if route else 0)
        field.queryset = Competence.objects.filter(pk__in=scored.values("competence_id")).order_by("code")
        if self.instance.pk:
            self.initial.setdefault("competences", list(self.instance.aims.values_list("competence", flat=True)))

    def standing(self) -> IndividualRoute | None:
        """The route whose session offers its competences; None where there is no session."""
        found = self.instance.route if self.instance.pk else None
        return found if found is not None and found.session_id else None


class NewItemForm(ItemForm):
    """A new item of a route; the route comes with the address («Добавить пункт» on its page)."""

    route = LookupField("routes.route", action=WRITE, label="ИОМ")

    class Meta(ItemForm.Meta):
        fields = ("route", *ItemForm.Meta.fields)  # type: ignore[assignment]

    def clean_route(self) -> IndividualRoute:
        """Only a route whose plan is still open to the actor."""
        found: IndividualRoute = self.cleaned_data["route"]
        if not may_plan(current(), found):
            raise ValidationError(CLOSED)
        return found

    def standing(self) -> IndividualRoute | None:
        given = self.data.get("route") if self.is_bound else self.initial.get("route")
        found = resolved(self.fields["route"], given)
        return found if found is not None and found.session_id else None


class MoveForm(Form):
    """The day of a move."""

    on = forms.DateField(label="Дата", initial=timezone.localdate)


class CancelForm(MoveForm):
    """The day and the reason of a cancellation."""

    reason = forms.CharField(label="Причина", max_length=300, widget=forms.Textarea({"rows": 2}))


class DoneForm(Form):
    """The day an item is done."""

    done_on = forms.DateField(label="Дата выполнения", initial=timezone.localdate)
    result = forms.CharField(
        label="Результат", max_length=1000, required=False, widget=forms.Textarea({"rows": 2}),
        help_text="Что освоено или сделано; войдёт в отчёт ИОМ.",
    )  # fmt: skip
