"""The appendix of terms: what the words of the note mean."""

from apps.core.documents.tree import Column, Row, Section, Table
from apps.indicators.enums import Population, Subject
from apps.indicators.rules import rule_of
from apps.monitoring.reports.view import View

ALWAYS = {
    "Отчётная дата": "последний день периода; всё рассчитано по состоянию на неё",
    "Штат": "те, у кого на отчётную дату есть основное место работы на должности педагога или руководителя"
    " в образовательной организации территории; каждый считается один раз",
    "Знаменатель": "все, о ком показатель говорит; числитель — те из них, кто выполнил условие",
    "Не в штате на дату": "условие в периоде выполнено, но на отчётную дату человек в штате не числится",
}
DIAGNOSED = {
    "Диагностика": "независимая оценка профессиональных компетенций; самодиагностика в показателях не считается",
    "Профессиональный дефицит": "компетенция, балл по которой ниже порога инструмента",
    "ИОМ": "индивидуальный образовательный маршрут: план обучения, построенный по результатам диагностики",
}
REGISTRY = {
    "ДПП": "дополнительная профессиональная программа: повышение квалификации или переподготовка",
    "ФР ДПП": "Федеральный реестр дополнительных профессиональных программ педагогического образования",
}
TEAM = {"Управленческая команда": "руководители одной организации по основному месту работы на отчётную дату"}
YOUNG = {"Молодой специалист": "педагог моложе 35 лет в первые три года педагогической деятельности"}


def terms_of(view: View) -> dict[str, str]:
    """The terms that the report's indicators need, in reading order."""
    rules = [rule_of(method["rule"]) for method in view.report.methods]
    codes = {rule.code for rule in rules}
    found = dict(ALWAYS)
    if codes & {"diagnosed", "routed", "trained_fr", "trained_fr_cum"}:
        found |= DIAGNOSED
    if codes & {"trained_fr", "trained_fr_cum", "programs_in_fr"}:
        found |= REGISTRY
    if any(rule.subject == Subject.TEAM for rule in rules):
        found |= TEAM
    if any(rule.population == Population.YOUNG for rule in rules):
        found |= YOUNG
    return found


def terms(view: View) -> Section:
    """The appendix."""
    columns = (Column("Термин", weight=1.3), Column("Значение", weight=4))
    rows = tuple(Row((name, meaning)) for name, meaning in terms_of(view).items())
    return Section("Термины и сокращения", (Table("Термины и сокращения", columns, rows),))
