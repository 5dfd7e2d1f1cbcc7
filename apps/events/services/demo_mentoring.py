"""Mentoring in the demonstration: a programme, the lives of some pairs, mentoring of teams, the demo teacher's pair."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from apps.events.enums import PairForm
from apps.events.models import MentoringPair, MentoringProgram, PairItem, PairMeeting
from apps.events.services import mentoring_programs, pair_end, pair_parts, pairing, team_mentoring
from apps.organizations.enums import OrganizationKind
from apps.organizations.models import Organization, StatusFlag
from apps.teachers.enums import Relation
from apps.teachers.models import Person, PersonLink

LIVELY, ENDED, TEAMS = 60, 12, 3
PLAN = (
    ("Рабочая программа и поурочный план", 200),
    ("Посещение урока наставника и его разбор", 120),
    ("Открытый урок и его самоанализ", 40),
    ("Родительское собрание", -30),
)
RESULT = "Ведёт уроки уверенно, программу составляет сам, собрание провёл без помощи."


def make_demo_mentoring(region: int, today: date) -> None:
    """Make what is missing; a second run changes nothing. The caller acts as the system."""
    if MentoringProgram.objects.filter(region=region).exists():
        return
    bodies = Organization.objects.filter(region=region)
    service = bodies.filter(kind=OrganizationKind.MMS).order_by("code").first()
    if service is None:
        return
    start = today.replace(month=1, day=1)
    program = mentoring_programs.create_program(
        organization=service, title="Шаг в профессию", start=start, forms=[PairForm.YOUNG, PairForm.SUBJECT],
        goals="Молодой педагог за год осваивает урок, документы и работу с родителями.",
    )  # fmt: skip
    mentoring_programs.start_program(program, act_number="17-о", act_on=start)
    mentoring_programs.set_limit(organization=service, pairs=2)
    live(region, program, today)
    own(today)
    lead(region, today)


def live(region: int, program: MentoringProgram, today: date) -> None:
    """Plans and meetings of the latest pairs; results of some that are over."""
    rows = MentoringPair.objects.filter(region=region, form=PairForm.YOUNG)
    going = list(rows.filter(Q(end=None) | Q(end__gte=today)).order_by("-start", "id")[:LIVELY])
    MentoringPair.objects.filter(
        pk__in=[pair.pk for pair in going], municipality=program.municipality_id
    ).update(program=program)  # fmt: skip
    plan(going, today)
    for pair in rows.filter(end__lt=today).order_by("-end", "id")[:ENDED]:
        pair_end.close_pair(pair, end=pair.end or today, outcome_text=RESULT, today=today)


def plan(pairs: list[MentoringPair], today: date) -> None:
    """Items and meetings of these pairs, none before a pair began."""
    for number, pair in enumerate(pairs):
        for theme, ago in PLAN:
            day = max(today - timedelta(days=ago), pair.start)
            done = day if ago > 0 and (number + ago) % 3 else None
            PairItem(pair=pair, theme=theme, due=day, done_on=done if done and done <= today else None).save()
            if done is not None and done <= today:
                PairMeeting(pair=pair, on_date=done, theme=theme, held=True, note="Разобрали, договорились.").save()


def own(today: date) -> None:
    """The demo teacher is a mentor: a pair with a plan and a meeting to come."""
    link = PersonLink.objects.filter(relation=Relation.SELF, user__login="teacher", user__demo=True).first()
    if link is None:
        return
    mentor = Person.objects.get(pk=link.person_id)
    mentee = Person.objects.filter(organization=mentor.organization_id, managerial=False).exclude(pk=mentor.pk)
    chosen = mentee.order_by("-career_start", "pk").first()
    if chosen is None:
        return
    values: dict[str, Any] = {"start": today - timedelta(days=150), "order": "приказ № 41-о"}
    pair = pairing.pair_up(chosen, mentor=mentor, form=PairForm.YOUNG, **values)
    plan([pair], today)
    pair_parts.add_meeting(pair=pair, on_date=today, theme="Урок у пятого класса", form="lesson")


def lead(region: int, today: date) -> None:
    """Leader schools beside schools with a flag: with a contract, without one, ended."""
    flags = StatusFlag.objects.filter(region=region, valid_to=None).order_by("organization_id")
    weak = list(dict.fromkeys(flags.values_list("organization_id", flat=True)))[:TEAMS]
    leaders = Organization.objects.filter(region=region, kind=OrganizationKind.SCHOOL, closed_on=None)
    strong = list(leaders.exclude(pk__in=flags.values("organization_id")).order_by("code")[:TEAMS])
    for number, (school, leader) in enumerate(zip(weak, strong, strict=False)):
        signed = {"contract_number": f"М-{number}", "contract_on": today - timedelta(days=90)} if number else {}
        made = team_mentoring.create_team(
            organization=Organization.objects.get(pk=school), leader=leader, start=today - timedelta(days=100),
            plan="Аудит качества, стажировка команды, программа перехода.",
            internship_from=today - timedelta(days=60), internship_to=today - timedelta(days=58), interns=4, **signed,
        )  # fmt: skip
        if number > 1:
            team_mentoring.close_team(made, closed_on=today, result="Программа перехода утверждена.", today=today)
