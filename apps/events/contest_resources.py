"""Results and stages on the card of an event; evidence beside it."""

from django import forms

from apps.core.web import actions as core_actions
from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.forms import Form
from apps.core.web.history import name_verbs
from apps.core.web.lookup import LookupField
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.events.filters import EvidenceFilters
from apps.events.forms import WebField
from apps.events.models import EventEvidence
from apps.events.services import contests, evidence
from apps.events.stages import CONTESTS
from apps.events.web.results import results_context

name_verbs(
    {
        "link_stage": "этапы связаны",
        "record_result": "результат внесён",
        "add_event_evidence": "подтверждение добавлено",
        "remove_event_evidence": "подтверждение убрано",
    }
)


class StageForm(Form):
    """The next stage of a contest."""

    next_stage = LookupField(
        "events.event",
        required=False,
        label="Следующий этап",
        help_text="Конкурс того же или более высокого уровня; пусто — следующего этапа нет.",
    )


class NewEvidenceForm(Form):
    """A piece of evidence."""

    event = LookupField("events.event", action="write", label="Мероприятие")
    text = forms.CharField(
        label="Что показывает", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    url = WebField()
    file = forms.FileField(label="Файл", required=False, help_text="Фотографии, программа, список: файл до 20 МБ.")


class EvidenceResource(Resource):
    """What shows that events took place."""

    model = EventEvidence
    slug = "evidence"
    prefix = "evidence/"
    titles = Titles("Подтверждения мероприятий", "подтверждение", "подтверждения", "подтверждений")
    section = "events.papers"
    order = 26
    parent = ("event", "events.event")
    columns = (
        Column("text", "Что показывает", link="self", width=60),
        Column("event", "Мероприятие", source="event__title", width=60, link="events.event", link_key="event_id"),
        Column("url", "Ссылка", visible=False, width=40),
        Column("file_name", "Файл", link="self", width=36),
        Column("added_on", "Добавлено", kind=Kind.DATE, sort=True, width=12),
        Column("added_by", "Кто добавил", visible=False, width=36),
    )
    card = ("text", "event", "added_on")
    filterset = EvidenceFilters
    search = (("text", "part"), ("file_name", "part"))
    search_hint = "Слово из описания или названия файла"
    ordering = "-added_on"
    create = Write(
        NewEvidenceForm, evidence.add_evidence, "Новое подтверждение", "Добавить", "Подтверждение добавлено."
    )
    actions = (
        Action("remove", "Убрать", evidence.remove_evidence, "Подтверждение убрано.", icon="trash", danger=True,
               consequence="Подтверждение уйдёт с карточки мероприятия; запись останется в истории."),
    )  # fmt: skip
    sections = (
        Facts(
            "Подтверждение",
            (
                Fact("event__title", "Мероприятие", link="events.event", link_key="event_id"),
                Fact("text", hide_empty=True),
                Fact("url", hide_empty=True, href=lambda row: row.url),
                Fact("file_name", hide_empty=True, href=evidence.file_url),
                Fact("added_on", kind=Kind.DATE),
                "added_by",
            ),
        ),
    )
    help = "Фотографии, программы, ссылки: что показывает, что мероприятия прошли."
    empty = "Здесь появятся подтверждения: их добавляют на карточке мероприятия."

    def title_of(self, obj: EventEvidence) -> str:
        return str(obj)[:80]


core_actions.add(
    "events.event",
    Action("stage", "Связать со следующим этапом", contests.link_stage, "Этапы связаны.", icon="trophy", form=StageForm,
           applies=lambda event: event.kind in CONTESTS),
)  # fmt: skip
core_sections.add("events.event", Part("results", "Итоги", "events/results.html", results_context, order=12))
core_sections.add(
    "events.event",
    Related("evidences", "Подтверждения", "events.evidence", "event", order=20, add="Добавить подтверждение",
            columns=("text", "file_name", "added_on"), empty="Подтверждений пока нет."),
)  # fmt: skip
