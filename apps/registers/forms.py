"""Forms of the registers."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.core.web.forms import Form, RecordForm, SpanForm
from apps.core.web.lookup import LookupField
from apps.registers import models as rows

HOLDER = "Организация"
DOCUMENT = "PDF, документ или снимок до 20 МБ."


def holders_of(kind: str) -> Any:
    """The organizations at which the actor keeps rows of this kind."""

    def where(actor: Actor) -> Q:
        return access.Access(kind, (access.Path(organization="id"),)).scope(actor, WRITE)

    return where


def holder(kind: str, label: str = HOLDER) -> LookupField:
    """The organization a new row is placed with."""
    return LookupField("organizations.organization", where=holders_of(kind), only=True, label=label)


def document() -> forms.FileField:
    """A document beside the row."""
    return forms.FileField(label="Документ", required=False, help_text=DOCUMENT)


def site(label: str = "Ссылка") -> forms.URLField:
    """An address on the web."""
    return forms.URLField(label=label, required=False, max_length=500, assume_scheme="https")


class BookForm(SpanForm):
    """A row of a register: what is chosen once (the organization, the person) is not asked again."""

    spans: tuple[tuple[str, str], ...] = ()
    once: tuple[str, ...] = ("organization",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            for name in self.once:
                self.fields.pop(name, None)


class UnionForm(BookForm):
    """A union or community."""

    spans = (("start", "end"),)
    organization = holder("registers", "При какой организации")
    url = site()

    class Meta:
        model = rows.Union
        fields = ("organization", "title", "kind", "level", "subject", "url", "start", "end")


class PersonRowForm(BookForm):
    """A row of a person."""

    once = ("person", "union", "team", "at_organization")
    person = LookupField("teachers.person", label="Работник")


class MemberForm(PersonRowForm):
    """A person in a union."""

    spans = (("start", "end"),)
    union = LookupField("registers.union", label="Объединение")

    class Meta:
        model = rows.UnionMember
        fields = ("union", "person", "role", "start", "end")


class UnionEventForm(RecordForm):
    """An event held by a union."""

    union = LookupField("registers.union", label="Объединение", action=WRITE)
    event = LookupField("events.event", label="Мероприятие", help_text="Начало названия или код мероприятия.")

    class Meta:
        model = rows.UnionEvent
        fields = ("union", "event")


class TeamMemberForm(PersonRowForm):
    """A person in a project team."""

    team = LookupField("registers.team", label="Команда")

    class Meta:
        model = rows.TeamMember
        fields = ("team", "person", "role")


class ResponsibleForm(PersonRowForm):
    """Who answers for what, by which act."""

    spans = (("start", "end"),)
    at_organization = LookupField("organizations.organization", label="В организации")

    class Meta:
        model = rows.Responsible
        fields = ("at_organization", "person", "area", "act", "start", "end")


class ReserveForm(PersonRowForm):
    """A person in the reserve."""

    spans = (("start", "end"),)

    class Meta:
        model = rows.Reserve
        fields = ("person", "kind", "basis", "start", "end", "outcome")


class MeetingForm(BookForm):
    """A meeting with its protocol."""

    organization = holder("meetings", "При какой организации")
    union = LookupField("registers.union", required=False, label="Объединение")
    file = document()
    url = site()

    class Meta:
        model = rows.Meeting
        fields = ("organization", "body", "body_name", "union", "number", "held_on", "agenda", "attended", "url")


class DecisionForm(BookForm):
    """A decision of a meeting."""

    once = ("meeting",)
    meeting = LookupField("registers.meeting", label="Заседание")

    class Meta:
        model = rows.Decision
        fields = ("meeting", "number", "text", "responsible", "due")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = self.instance.pk is not None
        self.fields["number"].help_text = "Пустой пункт получит следующий номер."


class VacancyForm(BookForm):
    """An open post."""

    spans = (("opened_on", "closed_on"),)
    organization = holder("registers")

    class Meta:
        model = rows.Vacancy
        fields = ("organization", "position", "subject", "rate", "opened_on", "closed_on", "note")


class LetterForm(BookForm):
    """A letter sent."""

    spans = (("sent_on", "answered_on"),)
    organization = holder("registers", "Кто отправил")
    file = document()
    url = site()

    class Meta:
        model = rows.Letter
        fields = ("organization", "kind", "addressee", "number", "sent_on", "subject", "due", "url")


class ContractForm(BookForm):
    """A network contract."""

    spans = (("start", "end"),)
    organization = holder("registers")
    file = document()
    url = site()

    class Meta:
        model = rows.Contract
        fields = ("organization", "number", "partner", "subject", "start", "end", "url")


class TeamForm(BookForm):
    """A project team."""

    spans = (("start", "end"),)
    organization = holder("registers", "При какой организации")

    class Meta:
        model = rows.ProjectTeam
        fields = ("organization", "title", "act", "start", "end", "result")


class SelectionForm(BookForm):
    """A selection of sites."""

    spans = (("start", "end"),)
    organization = holder("registers", "Кто проводит")

    class Meta:
        model = rows.Selection
        fields = ("organization", "title", "kind", "start", "end", "conditions", "act")


class ApplicationForm(BookForm):
    """An organization's application."""

    once = ("organization", "selection", "submitted_on")
    selection = LookupField("registers.selection", label="Отбор")
    organization = holder("registers", "Кто подаёт")
    file = document()
    url = site()

    class Meta:
        model = rows.Application
        fields = ("selection", "organization", "submitted_on", "topic", "summary", "url")


class PracticeForm(BookForm):
    """A practice offered to the bank."""

    organization = holder("practices")
    file = document()
    url = site()

    class Meta:
        model = rows.Practice
        fields = ("organization", "title", "authors", "subject", "competences", "annotation", "submitted_on", "url")
        widgets = {"competences": forms.CheckboxSelectMultiple()}


class JudgementForm(BookForm):
    """Points and the conclusion of an expert."""

    once = ("practice", "application")
    practice = LookupField("registers.practice", required=False, label="Практика")
    application = LookupField("registers.application", required=False, label="Заявка")

    class Meta:
        model = rows.Expertise
        fields = ("practice", "application", "expert", "judged_on", "relevance", "novelty", "result", "transfer",
                  "conclusion")  # fmt: skip


class MaterialForm(BookForm):
    """A methodical material."""

    organization = holder("practices", "Кто разместил")
    file = document()
    url = site()

    class Meta:
        model = rows.Material
        fields = ("organization", "title", "kind", "authors", "subject", "annotation", "published_on", "url")


class InformationForm(BookForm):
    """An information resource."""

    spans = (("start", "end"),)
    organization = holder("practices", "Чей ресурс")
    url = site("Адрес")

    class Meta:
        model = rows.InformationResource
        fields = ("organization", "title", "kind", "url", "purpose", "start", "end")


class DoneForm(Form):
    """The day a decision was carried out, and what came of it."""

    done_on = forms.DateField(label="Исполнено", initial=timezone.localdate)
    outcome = forms.CharField(label="Итог", max_length=500, required=False)


class AnswerForm(Form):
    """The answer to a letter."""

    answered_on = forms.DateField(label="Ответ получен", initial=timezone.localdate)
    answer_number = forms.CharField(label="Номер ответа", max_length=60, required=False)
    outcome = forms.CharField(label="Итог", max_length=2000, required=False, widget=forms.Textarea)


class PublishForm(Form):
    """The day of publication."""

    published_on = forms.DateField(label="Дата публикации", initial=timezone.localdate)


class RemarksForm(Form):
    """Remarks to the authors."""

    remarks = forms.CharField(label="Замечания", max_length=2000, widget=forms.Textarea)


class DecisionOfSelectionForm(Form):
    """The decision over an application."""

    decided_on = forms.DateField(label="Дата решения", initial=timezone.localdate)
    decision = forms.CharField(label="Решение, акт", max_length=300)
