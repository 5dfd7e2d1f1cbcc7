"""Filters of mentoring."""

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet, ManyFilter, RowFilter
from apps.core.web.lookup import LookupFilter
from apps.events import load, pairs, teams, young
from apps.events.enums import MeetingForm, MentoringState, PairForm
from apps.events.models import MentoringPair, MentoringProgram, PairMeeting, TeamMentoring
from apps.organizations.enums import Flag
from apps.organizations.models import Organization
from apps.organizations.selectors import municipalities_in_sight
from apps.teachers.models import Person
from apps.teachers.selectors import going_on, own_person

NOW = (
    ("now", "сегодня"),
    ("over", "закончились"),
    ("silent", "итог не внесён"),
    ("done", "с результатом"),
    ("early", "прекращены досрочно"),
)
HELD = (("yes", "состоялись"), ("no", "запланированы"), ("due", "день прошёл, не отмечены"))
CONSENT = (("mine", "ждут моего согласия"), ("yes", "согласны оба"), ("no", "не все согласны"))
OVER = (("yes", "выше нормы"), ("no", "в пределах нормы"))
WITHIN = tuple((str(days), f"{days} дней") for days in young.HORIZONS)
MENTORED = (("yes", "есть наставник"), ("no", "нет наставника"))
CONTRACT = (("yes", "есть"), ("no", "нет договора"))


def places() -> tuple[RowFilter, LookupFilter]:
    """Where people are."""
    return (
        RowFilter(label="Муниципалитет", queryset=municipalities_in_sight),
        LookupFilter(label="Организация", label_of_resource="organizations.organization"),
    )


class PairFilters(FilterSet):
    """Pairs by the mentee's place, form, programme and where they stand."""

    municipality, organization = places()
    form = ChoiceFilter(label="Форма", choices=PairForm.choices)
    state = ChoiceFilter(label="Действие", choices=NOW, method="by_state")
    program = LookupFilter(label="Программа", label_of_resource="events.mentoringprogram")
    consent = ChoiceFilter(label="Согласие", choices=CONSENT, method="by_consent")

    class Meta:
        model = MentoringPair
        fields = ("municipality", "organization", "form", "program")

    def by_state(self, rows: QuerySet[MentoringPair], name: str, value: str) -> QuerySet[MentoringPair]:
        """Going on today, over, or by what is written of the end."""
        today = timezone.localdate()
        if value == "now":
            return rows.filter(going_on(today))
        return rows.filter(Q(end__lt=today) if value == "over" else pairs.STATES.where(value, today))

    def by_consent(self, rows: QuerySet[MentoringPair], name: str, value: str) -> QuerySet[MentoringPair]:
        """Whether both have agreed, or the one who looks is still asked."""
        if value == "mine":
            person = own_person()
            return rows.filter(pairs.unagreed(person.pk, timezone.localdate())) if person else rows.none()
        both = Q(mentor_agreed_on__isnull=False, person_agreed_on__isnull=False)
        return rows.filter(both if value == "yes" else ~both)


class MeetingFilters(FilterSet):
    """Meetings by place, day, form and whether they took place."""

    municipality, organization = places()
    form = ManyFilter(label="Форма", choices=MeetingForm.choices)
    held = ChoiceFilter(label="Встреча", choices=HELD, method="by_held")
    on_from = DateFilter(label="С", field_name="on_date", lookup_expr="gte")
    on_to = DateFilter(label="По", field_name="on_date", lookup_expr="lte")

    class Meta:
        model = PairMeeting
        fields = ("municipality", "organization", "form")

    def by_held(self, rows: QuerySet[PairMeeting], name: str, value: str) -> QuerySet[PairMeeting]:
        """Held, still planned, or planned for a day that has come."""
        return pairs.unmarked(rows, timezone.localdate()) if value == "due" else rows.filter(held=value == "yes")


class ProgramFilters(FilterSet):
    """Programmes by place, state and form of their pairs."""

    municipality, organization = places()
    state = ChoiceFilter(label="Состояние", choices=MentoringState.choices)
    form = ChoiceFilter(label="Форма пар", choices=PairForm.choices, method="by_form")

    class Meta:
        model = MentoringProgram
        fields = ("municipality", "organization", "state")

    def by_form(self, rows: QuerySet[MentoringProgram], name: str, value: str) -> QuerySet[MentoringProgram]:
        """With pairs of this form."""
        return rows.filter(forms__contains=[value])


class PersonFilters(FilterSet):
    """People by place."""

    municipality, organization = places()

    class Meta:
        model = Person
        fields = ("municipality", "organization")


class MentorFilters(PersonFilters):
    """Mentors by place and load."""

    over = ChoiceFilter(label="Нагрузка", choices=OVER, method="by_load")

    def by_load(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """More pairs than there should be, or not."""
        loaded = rows.alias(_load=load.load(), _limit=load.limit())
        return loaded.filter(_load__gt=F("_limit")) if value == "yes" else loaded.filter(_load__lte=F("_limit"))


class LeavingFilters(PersonFilters):
    """Who leaves the state by place, how soon, and whether somebody mentors them."""

    within = ChoiceFilter(label="В ближайшие", choices=WITHIN, method="by_days")
    mentored = ChoiceFilter(label="Наставник", choices=MENTORED, method="by_mentor")

    def by_days(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Within so many days."""
        return young.leaving(rows, int(value))

    def by_mentor(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Mentees today, or nobody's."""
        return rows.filter(young.mentored() if value == "yes" else ~young.mentored())


class TeamFilters(FilterSet):
    """Mentoring of teams by place, state and contract."""

    municipality, organization = places()
    leader = LookupFilter(label="Школа-лидер", label_of_resource="organizations.organization")
    state = ChoiceFilter(label="Состояние", choices=teams.STATES.choices, method="by_state")
    contract = ChoiceFilter(label="Договор", choices=CONTRACT, method="by_contract")

    class Meta:
        model = TeamMentoring
        fields = ("municipality", "organization", "leader")

    def by_state(self, rows: QuerySet[TeamMentoring], name: str, value: str) -> QuerySet[TeamMentoring]:
        """Where it stands."""
        return rows.filter(teams.STATES.where(value))

    def by_contract(self, rows: QuerySet[TeamMentoring], name: str, value: str) -> QuerySet[TeamMentoring]:
        """With a contract, or without."""
        return rows.exclude(contract_number="") if value == "yes" else rows.filter(contract_number="")


class SchoolFilters(FilterSet):
    """Schools with the flag by place and flag."""

    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    flag = ChoiceFilter(label="Признак", choices=Flag.choices, method="by_flag")

    class Meta:
        model = Organization
        fields = ("municipality",)

    def by_flag(self, rows: QuerySet[Organization], name: str, value: str) -> QuerySet[Organization]:
        """With this flag today."""
        return rows.filter(teams.flagged([value]))
