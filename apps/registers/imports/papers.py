"""The spreadsheets of letters and of network contracts."""

from apps.core.imports.kinds import register
from apps.core.imports.plain import PlainImport
from apps.core.imports.plain_parts import cells
from apps.organizations.services.references import owner
from apps.registers.models import Contract, Letter


@register
class LettersImport(PlainImport):
    """One row is a letter or a research request."""

    code = "letters"
    title = "Переписка с Федеральным оператором"
    right = "registers"
    order = 230
    help = "Одна строка — письмо или исследовательский запрос: когда отправлено, когда ждут ответа, что ответили."
    model = Letter
    refs = (owner(),)
    own = cells(
        Letter, number="Исходящий номер", sent_on="Отправлено", kind="Вид", addressee="Кому", subject="О чём",
        due="Ответ ожидается", answered_on="Ответ получен", answer_number="Номер ответа", outcome="Итог", url="Ссылка",
    )  # fmt: skip
    key = ("organization_code", "number", "sent_on")
    ordered = (("answered_on", "sent_on"),)


@register
class ContractsImport(PlainImport):
    """One row is a contract of network interaction."""

    code = "contracts"
    title = "Договоры о сетевом взаимодействии"
    right = "registers"
    order = 232
    help = "Одна строка — договор организации с партнёром."
    model = Contract
    refs = (owner(),)
    own = cells(
        Contract, number="Номер", start="Заключён", partner="Партнёр", subject="Предмет договора",
        end="Действует по", url="Ссылка",
    )  # fmt: skip
    key = ("organization_code", "number", "start")
    ordered = (("end", "start"),)
