"""Forms of mentoring: pairs, their plan and meetings, their end, programmes, the load of a mentor, teams."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from apps.core.access import WRITE, Access, Path
from apps.core.actor import Actor
from apps.core.services.attachments import ENDINGS
from apps.core.web.forms import Form, RecordForm, SpanForm
from apps.core.web.lookup import LookupField
from apps.events import young
from apps.events.enums import PairForm as Forms
from apps.events.models import MentoringPair, MentoringProgram, MentorLimit, PairItem, PairMeeting, TeamMentoring
from apps.events.pairs import active_programs
from apps.teachers.models import Person

LONG = forms.Textarea({"rows": 4})
WORDS: dict[str, Any] = {"required": False, "max_length": 2000, "widget": LONG}


def own_places(actor: Actor) -> Q:
    """The organizations for which the actor keeps such papers."""
    return Access("registers", (Path(organization="id"),)).scope(actor, WRITE)


def running(actor: Actor) -> Q:
    """The pairs that still have a life to plan."""
    return Q(outcome="")


def program_field() -> LookupField:
    """The programme a pair belongs to."""
    return LookupField(
        "events.mentoringprogram", where=active_programs, required=False, label="Программа наставничества",
        help_text="Действующая программа, в которой есть пары этой формы.",
    )  # fmt: skip


class PairForm(SpanForm):
    """A pair as it is corrected."""

    program = LookupField("events.mentoringprogram", required=False, label="Программа наставничества")

    class Meta:
        model = MentoringPair
        fields = ("form", "program", "start", "end", "order", "goal", "mentor_agreed_on", "person_agreed_on")


class NewPairForm(PairForm):
    """A new pair."""

    mentor = LookupField("teachers.person", label="Наставник")
    person = LookupField("teachers.person", label="Наставляемый")
    program = program_field()

    class Meta(PairForm.Meta):
        fields = ("mentor", "person", *PairForm.Meta.fields)  # type: ignore[assignment]


class MentorForm(RecordForm):
    """A mentor for a young specialist: everything is filled in, one click makes the pair."""

    mentor = LookupField("teachers.person", label="Наставник")
    form = forms.ChoiceField(label="Форма", choices=Forms.choices, initial=Forms.YOUNG)
    start = forms.DateField(label="С", initial=timezone.localdate)
    order = forms.CharField(label="Приказ", max_length=300, required=False)
    program = program_field()

    class Meta:
        model = Person
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heading = f"{self.instance.full_name}, {self.instance.organization.short_name}"
        self.groups = ((heading, tuple(self.fields)),)
        found = list(young.suggested(self.instance, timezone.localdate()))
        if found:
            self.initial.setdefault("mentor", found[0].pk)
            self.fields["mentor"].help_text = f"Подойдут: {'; '.join(young.words_of(one) for one in found)}."
        else:
            self.fields["mentor"].help_text = "В организации нет опытного педагога со свободной нагрузкой."


class CloseForm(Form):
    """How a pair ended with a result."""

    end = forms.DateField(label="Последний день", initial=timezone.localdate)
    outcome_text = forms.CharField(label="Результат", max_length=4000, widget=LONG)
    person_word = forms.CharField(
        label="Слово наставляемого", help_text="Пустое оставит то, что человек написал сам.", **WORDS
    )
    mentor_word = forms.CharField(
        label="Слово наставника", help_text="Пустое оставит то, что человек написал сам.", **WORDS
    )
    gained = MentoringPair._meta.get_field("gained").formfield(
        widget=forms.CheckboxSelectMultiple(), required=False, label="Освоенные компетенции"
    )


class BreakForm(Form):
    """Why a pair ended early."""

    end = forms.DateField(label="Последний день", initial=timezone.localdate)
    reason = forms.CharField(label="Причина", max_length=4000, widget=LONG)


class CorrectForm(Form):
    """The outcome as it should have been written."""

    end = forms.DateField(label="Последний день")
    outcome_text = forms.CharField(label="Результат или причина", max_length=4000, widget=LONG)
    person_word = forms.CharField(label="Слово наставляемого", **WORDS)
    mentor_word = forms.CharField(label="Слово наставника", **WORDS)


class ItemForm(RecordForm):
    """An item of a plan."""

    class Meta:
        model = PairItem
        fields = ("theme", "competence", "due", "done_on")


class NewItemForm(ItemForm):
    """A new item; the pair comes with the address."""

    pair = LookupField("events.pair", where=running, label="Пара")

    class Meta(ItemForm.Meta):
        fields = ("pair", "theme", "competence", "due")

    field_order = ("pair", "theme", "competence", "due")


class MeetingForm(RecordForm):
    """A meeting."""

    class Meta:
        model = PairMeeting
        fields = ("on_date", "theme", "form", "held", "note")


class NewMeetingForm(MeetingForm):
    """A new meeting; the pair comes with the address."""

    pair = LookupField("events.pair", where=running, label="Пара")
    field_order = ("pair", "on_date", "theme", "form", "held", "note")


class ProgramForm(SpanForm):
    """A programme of mentoring."""

    url = forms.URLField(label="Ссылка на текст", required=False, max_length=500, assume_scheme="https")
    # The field's name hides the module in what follows it in this class.
    forms = forms.MultipleChoiceField(
        label="Формы пар", choices=Forms.choices, widget=forms.CheckboxSelectMultiple(), required=False
    )

    class Meta:
        model = MentoringProgram
        fields = ("title", "forms", "goals", "start", "end", "act_number", "act_on", "url")


class NewProgramForm(ProgramForm):
    """A new programme of an organization."""

    organization = LookupField("organizations.organization", where=own_places, only=True, label="Организация")
    field_order = ("organization", "title", "forms", "goals", "start", "end", "act_number", "act_on", "url")


class StartForm(Form):
    """The act that puts a programme into force."""

    act_number = forms.CharField(label="Номер акта", max_length=100)
    act_on = forms.DateField(label="Дата акта")


class FinishForm(Form):
    """How a programme ended."""

    closed_on = forms.DateField(label="Завершена", initial=timezone.localdate)
    outcome = forms.CharField(label="Итоги", max_length=4000, widget=LONG)


class LimitForm(RecordForm):
    """The load of a mentor."""

    class Meta:
        model = MentorLimit
        fields = ("pairs",)


class NewLimitForm(LimitForm):
    """The load of a mentor set by a body."""

    organization = LookupField(
        "organizations.organization", where=own_places, only=True, label="Кто устанавливает",
        help_text="ЦНППМ — для региона, ММС или МОУО — для муниципалитета, школа — для себя.",
    )  # fmt: skip
    field_order = ("organization", "pairs")


class TeamForm(SpanForm):
    """The mentoring of a team."""

    spans = (("start", "end"), ("internship_from", "internship_to"))
    groups = (
        ("", ("organization", "leader", "start", "end", "plan")),
        ("Договор", ("contract_number", "contract_on", "file", "url")),
        ("Стажировка команды", ("internship_from", "internship_to", "interns")),
    )
    url = forms.URLField(label="Ссылка на договор", required=False, max_length=500, assume_scheme="https")
    file = forms.FileField(
        label="Файл договора", required=False, help_text="PDF, документ или снимок до 20 МБ.",
        widget=forms.FileInput({"accept": ",".join(ENDINGS)}),
    )  # fmt: skip

    class Meta:
        model = TeamMentoring
        fields = (
            "start", "end", "plan", "contract_number", "contract_on", "url", "internship_from", "internship_to",
            "interns",
        )  # fmt: skip


class NewTeamForm(TeamForm):
    """A leader school takes a school's team."""

    organization = LookupField(
        "organizations.organization", where=own_places, only=True, label="Школа, которую сопровождают",
        help_text="Школа с признаком ШНОР или ШНСУ.",
    )  # fmt: skip
    leader = LookupField("organizations.organization", label="Школа-лидер")


class ResultForm(Form):
    """What the mentoring of a team led to."""

    closed_on = forms.DateField(label="Завершено", initial=timezone.localdate)
    result = forms.CharField(label="Результат", max_length=4000, widget=LONG)
