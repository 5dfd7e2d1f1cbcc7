"""ФИС ФРДО: packages with their history, rows with their answers, what is told of trainings."""

from typing import Any

from django.urls import reverse

from apps.core.actor import Actor
from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.filters import ChoiceFilter, FilterSet
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.programs import frdo_forms
from apps.programs.catalogue import OWNER, WHO
from apps.programs.enums import DocumentFate, RowState
from apps.programs.models import FrdoCard, FrdoPackage, FrdoRow
from apps.programs.selectors import frdo as reads
from apps.programs.services import frdo
from apps.teachers import selectors as people

name_verbs(
    {
        "form_package": "пакет сформирован",
        "send_package": "пакет отправлен",
        "withdraw_package": "пакет отозван",
        "read_answer": "ответ ФИС ФРДО прочитан",
        "fill_card": "сведения для ФИС ФРДО внесены",
    }
)
ROW_TONES = {"waiting": "blue", "accepted": "green", "faulty": "red", "withdrawn": "secondary"}


def package_context(package: FrdoPackage, actor: Actor) -> dict[str, Any]:
    """The file of the package and the answer to it."""
    return {
        "file": reverse("programs:frdo_file", args=(package.pk,)),
        "answer": reverse("programs:frdo_answer", args=(package.pk,)) if package.sent_on else "",
        "counts": reads.answers(package),
    }


class PackageResource(Resource):
    """Packages."""

    model = FrdoPackage
    slug = "frdo"
    prefix = "frdo/"
    titles = Titles("Пакеты ФИС ФРДО", "пакет", "пакета", "пакетов")
    section = "programs.papers"
    order = 40
    columns = (
        Column("number", "Пакет №", kind=Kind.NUMBER, sort=True, link="self", width=10),
        Column("formed_on", "Сформирован", kind=Kind.DATE, sort=True, width=14),
        Column("sent_on", "Отправлен", kind=Kind.DATE, sort=True, width=14),
        Column("state", "Состояние", source=reads.package_state(), labels=reads.STATES, tones=reads.TONES,
               kind=Kind.BADGE, width=22),
        Column("rows_count", "Документов", kind=Kind.NUMBER, sort=True, width=12),
        Column("accepted", "Принято", source=reads.answered(RowState.ACCEPTED), kind=Kind.NUMBER, width=10),
        Column("faulty", "С ошибками", source=reads.answered(RowState.FAULTY), kind=Kind.NUMBER, width=10),
        Column("organization", "Организация", source="organization__short_name", visible=False, width=36, **OWNER),
    )  # fmt: skip
    card = ("number", "state", "rows_count")
    ordering = "-number"
    actions = (
        Action("send", "Отметить отправку", frdo.send_package, "Отправка записана.", icon="send",
               form=frdo_forms.SendForm, applies=lambda one: one.sent_on is None and one.withdrawn_on is None),
        Action("withdraw", "Отозвать пакет", frdo.withdraw_package, "Пакет отозван.", icon="arrow-back-up", danger=True,
               applies=lambda one: one.sent_on is None and one.withdrawn_on is None,
               consequence="Документы пакета снова будут ждать передачи; сам пакет останется в истории."),
    )  # fmt: skip
    sections = (
        Facts("Пакет", (Fact("formed_on", kind=Kind.DATE), Fact("sent_on", kind=Kind.DATE),
                        Fact("answered_on", kind=Kind.DATE), Fact("withdrawn_on", kind=Kind.DATE, hide_empty=True),
                        Fact("rows_count", kind=Kind.NUMBER),
                        Fact("organization__short_name", "Организация", **OWNER))),
        Part("exchange", "Файл и ответ", "programs/frdo_exchange.html", package_context, order=5),
        Related("rows", "Документы", "programs.frdorow", "package", order=10,
                columns=("position", "person", "registration", "state", "error"), empty="Пакет пуст."),
    )  # fmt: skip
    help = "Что и когда передано в ФИС ФРДО и что ответила система. Новый пакет формируют на странице «К передаче»."
    empty = "Здесь появятся пакеты. Проверьте документы на странице «К передаче в ФИС ФРДО» и сформируйте первый."


class RowFilters(FilterSet):
    """Rows by the answer."""

    state = ChoiceFilter(label="Ответ", choices=RowState.choices)

    class Meta:
        model = FrdoRow
        fields = ("state",)


class RowResource(Resource):
    """Documents as they were sent."""

    model = FrdoRow
    slug = "frdorow"
    prefix = "frdorows/"
    titles = Titles("Переданные документы", "документ", "документа", "документов")
    parent = ("package", "programs.frdo")
    personal = True
    columns = (
        Column("position", "№", kind=Kind.NUMBER, sort=True, link="self", width=8),
        Column("person", "Слушатель", source=people.of_person("name"), width=40, **WHO),
        Column("registration", "Рег. №", source="document__registration_number", width=16, link="programs.issued",
               link_key="document_id"),
        Column("fate", "Документ", width=16),
        Column("state", "Ответ", kind=Kind.BADGE, tones=ROW_TONES, sort=True, width=16),
        Column("error", "Ошибка", width=50),
        Column("package", "Пакет", source="package__number", kind=Kind.NUMBER, width=10, link="programs.frdo",
               link_key="package_id"),
        Column("sent", "Отправлен", source="package__sent_on", kind=Kind.DATE, width=12),
    )  # fmt: skip
    card = ("person", "registration", "state")
    filterset = RowFilters
    search = (("person__sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "position"
    sections = (
        Facts("Документ в пакете", (
            Fact("person__last_name", "Слушатель", write=people.name_of, **WHO),
            Fact("package__number", "Пакет", link="programs.frdo", link_key="package_id"),
            Fact("document__registration_number", "Рег. номер", link="programs.issued", link_key="document_id"),
            Fact("fate", "Каким передан", labels=dict(DocumentFate.choices)), "state", "error",
        )),
    )  # fmt: skip
    help = "Каждый документ каждого пакета с ответом ФИС ФРДО."
    empty = "Здесь появятся документы пакетов."


class CardResource(Resource):
    """What ФИС ФРДО wants of trainings."""

    model = FrdoCard
    slug = "frdocard"
    prefix = "frdocards/"
    titles = Titles("Сведения для ФИС ФРДО", "карточка", "карточки", "карточек")
    parent = ("enrollment", "programs.enrollment")
    personal = True
    columns = (
        Column("person", "Слушатель", source=people.of_person("name"), link="self", width=40),
        Column("citizenship", "Гражданство", sort=True, width=12),
        Column("level", "Образование", width=30),
        Column("study_form", "Форма обучения", width=18),
        Column("payment", "Финансирование", width=20),
    )
    card = ("person", "level", "citizenship")
    search = (("person__sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "citizenship"
    history = False
    create = Write(frdo_forms.NewCardForm, frdo.fill_card, "Сведения для ФИС ФРДО", "Записать", "Сведения записаны.")
    edit = Write(frdo_forms.CardForm, frdo.update_card, "Сведения для ФИС ФРДО")
    sections = (
        Facts("Слушатель", (Fact("person__last_name", "Кто", write=people.name_of, **WHO), "citizenship", "level",
                            "diploma_name", "diploma_series", "diploma_number")),
        Facts("Обучение", ("study_form", "payment", "receipt", "area", "specialities", "qualification")),
    )  # fmt: skip
    help = "То, чего портал не знает сам, а ФИС ФРДО спрашивает: гражданство, прежний диплом, финансирование."
    empty = "Здесь появятся сведения: их вносят на карточке обучения или сразу всей группе."

    def title_of(self, obj: FrdoCard) -> str:
        return f"{obj}: {people.name_of(obj) or 'имя вам не открыто'}"


core_sections.add(
    "programs.issued",
    Related("frdo", "ФИС ФРДО", "programs.frdorow", "document", order=10,
            columns=("package", "sent", "fate", "state", "error"), empty="В ФИС ФРДО документ ещё не передан."),
)  # fmt: skip
core_sections.add(
    "programs.enrollment",
    Related("frdo", "Для ФИС ФРДО", "programs.frdocard", "enrollment", order=10, add="Внести сведения",
            columns=("person", "citizenship", "level", "study_form", "payment"),
            empty="Сведения для ФИС ФРДО не внесены."),
)  # fmt: skip
