"""Letters to the Federal operator, network contracts."""

from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts
from apps.registers import filters, forms, selectors
from apps.registers.common_resources import (
    DOCUMENT,
    FROM,
    MUNICIPALITY,
    ORGANIZATION,
    OWNER_FACT,
    SITE,
    TERM,
    TO,
    named,
    struck,
)
from apps.registers.models import Contract, Letter
from apps.registers.services import registers

named(registers.letters, "письмо", "о")
named(registers.contracts, "договор")
name_verbs({"answer_letter": "ответ получен"})


class LetterResource(Resource):
    """Letters and research requests."""

    model = Letter
    slug = "letter"
    prefix = "letters/"
    titles = Titles("Переписка с Федеральным оператором", "письмо", "письма", "писем")
    section = "organizations.meetings"
    order = 30
    columns = (
        Column("number", "Номер", sort=True, link="self", width=14),
        Column("sent_on", "Отправлено", kind=Kind.DATE, sort=True, width=12),
        Column("kind", "Вид", sort=True, width=22),
        Column("subject", "О чём", width=50),
        Column("addressee", "Кому", visible=False, width=30),
        ORGANIZATION,
        Column("due", "Ответ ждут до", kind=Kind.DATE, sort=True, width=12),
        Column("state", "Ответ", kind=Kind.BADGE, source=selectors.letter_state(), tones=selectors.TONES, width=16),
    )
    card = ("number", "subject", "state")
    filterset = filters.LetterFilters
    search = (("number", "part"), ("subject", "part"))
    search_hint = "Номер или слово из темы"
    ordering = "-sent_on"
    create = Write(forms.LetterForm, registers.letters.add, "Новое письмо", "Внести", "Письмо внесено.")
    edit = Write(forms.LetterForm, registers.letters.correct, "Изменение письма")
    actions = (
        Action("answer", "Внести ответ", registers.answer_letter, "Ответ внесён.", icon="check", form=forms.AnswerForm,
               applies=lambda row: row.answered_on is None),
        struck(registers.letters, "Письмо удалено."),
    )  # fmt: skip
    sections = (
        Facts(
            "Письмо",
            (
                "kind",
                "addressee",
                "subject",
                Fact("sent_on", kind=Kind.DATE),
                Fact("due", kind=Kind.DATE, hide_empty=True),
                Fact("state", "Ответ", write=selectors.state_of),
                Fact("answered_on", kind=Kind.DATE, hide_empty=True),
                Fact("answer_number", hide_empty=True),
                Fact("outcome", hide_empty=True),
                OWNER_FACT,
                SITE,
                DOCUMENT,
            ),
        ),
    )
    help = "Письма, предложения и исследовательские запросы: что отправлено, чего ждут, что ответили."
    empty = "Здесь появится переписка с Федеральным оператором."


class ContractResource(Resource):
    """Network contracts."""

    model = Contract
    slug = "contract"
    prefix = "contracts/"
    titles = Titles("Сетевые договоры", "договор", "договора", "договоров")
    section = "organizations.papers"
    order = 20
    columns = (
        Column("number", "Номер", sort=True, link="self", width=14),
        Column("partner", "Партнёр", width=40),
        Column("subject", "Предмет договора", width=50),
        ORGANIZATION,
        MUNICIPALITY,
        FROM,
        TO,
    )
    card = ("number", "partner", "start")
    filterset = filters.ContractFilters
    search = (("number", "part"), ("partner", "part"))
    search_hint = "Номер или партнёр"
    ordering = "-start"
    create = Write(forms.ContractForm, registers.contracts.add, "Новый договор", "Внести", "Договор внесён.")
    edit = Write(forms.ContractForm, registers.contracts.correct, "Изменение договора")
    actions = (struck(registers.contracts, "Договор удалён."),)
    sections = (Facts("Договор", ("partner", "subject", TERM, OWNER_FACT, SITE, DOCUMENT)),)
    help = "Договоры о сетевом взаимодействии организаций с партнёрами."
    empty = "Здесь появятся договоры."
