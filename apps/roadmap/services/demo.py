"""A believable state of a demonstration's roadmaps: what a region of invented people has done so far."""

from datetime import date, timedelta

from apps.core.actor import acting, system
from apps.organizations.models import Profile
from apps.roadmap.enums import State
from apps.roadmap.models import Evidence, Move, Occurrence, Roadmap
from apps.roadmap.services.items import new_item
from apps.roadmap.services.loading import territory
from apps.roadmap.services.occurrences import make_occurrences
from apps.roadmap.services.parts import rebuild_parts
from apps.roadmap.services.progress import refresh_progress
from apps.roadmap.services.work import stamp

ACTOR = system("make_demo_region")
WHO = "Система (демонстрация)"
TITLE = "План мероприятий по развитию системы (вымышленный)"
# Number, section, measure, executors, term, result, quantities, counters. Of every form, none of a real act.
PLAN = (
    ("1", "Диагностика и маршруты", "Провести диагностику профессиональных дефицитов педагогов", ("ЦНППМ",), "ежегодно",
     "Педагоги прошли диагностику", ("не менее 900 человек в год",), ("diagnosed",)),
    ("2", "Диагностика и маршруты", "Утвердить индивидуальные образовательные маршруты", ("ЦНППМ",),
     "до 15 декабря {year} года, далее ежегодно", "Утверждены ИОМ", ("не менее 600 ИОМ в год",), ("routes_approved",)),
    ("3", "Обучение", "Обучить педагогов по программам Федерального реестра", ("ИРО", "ЦНППМ"), "ежегодно",
     "Педагоги завершили обучение", ("не менее 500 человек в год",), ("trained_registry",)),
    ("4", "Обучение", "Обучить управленческие команды управлению качеством образования", ("ИРО",),
     "февраль – май, ежегодно", "Обучены команды", ("30 команд в год",), ("teams_trained",)),
    ("5", "Муниципальные службы", "Провести методический день в каждом муниципалитете", ("все ММС",),
     "сентябрь ежегодно", "Проведены методические дни", (), ("events_methodical_day",)),
    ("6", "Муниципальные службы", "Обновить план работы муниципальной методической службы", ("все ММС",),
     "ежегодно до 1 февраля", "Планы опубликованы", (), ()),
    ("7", "Организация", "Утвердить перечень мероприятий года", ("Министерство",), "ежегодно до 1 марта",
     "Приказ министерства", (), ("acts_ministry",)),
    ("8", "Организация", "Представить сведения для федерального мониторинга", ("Министерство", "ЦНППМ"),
     "по запросу Федерального оператора", "Сведения представлены", (), ()),
)  # fmt: skip
# Of every so many rows that are due one is late, one was returned, one waits to be accepted; the rest are carried out.
CYCLE = (State.ACCEPTED, State.ACCEPTED, State.REPORTED, State.ACCEPTED, State.PLANNED, State.ACCEPTED, State.RETURNED)


def make_demo_roadmap(profile: Profile, today: date) -> Roadmap:
    """An invented roadmap of three years beside the act's own, worked on up to today; made once."""
    with acting(ACTOR):
        for own in Roadmap.objects.filter(profile=profile, of_act=True).select_related("profile"):
            settle(own, today)
        found = Roadmap.objects.filter(profile=profile, title=TITLE).select_related("profile").first()
        return found or plan(profile, today)


def plan(profile: Profile, today: date) -> Roadmap:
    """The invented roadmap."""
    first = today.year - 2
    roadmap = Roadmap.objects.create(
        profile=profile, title=TITLE, first_year=first, last_year=first + 2, **territory(profile)
    )
    make_measures(roadmap)
    settle(roadmap, today)
    return roadmap


def make_measures(roadmap: Roadmap) -> None:
    """Its measures, read as a spreadsheet's rows are."""
    for position, (number, section, title, executors, term, result, texts, codes) in enumerate(PLAN, start=1):
        item = new_item(
            roadmap, number=number, position=position, section=section, title=title, result=result,
            term=term.format(year=roadmap.first_year), executor_names=list(executors), quantity_texts=list(texts),
            counter_codes=list(codes),
        )  # fmt: skip
        item.save()
        rebuild_parts([item])


def settle(roadmap: Roadmap, today: date) -> None:
    """Its execution up to today, and what the counters show."""
    make_occurrences(roadmap)
    rows = Occurrence.objects.filter(item__roadmap=roadmap, state=State.PLANNED, due__lt=today).order_by("due", "pk")
    if not Move.objects.filter(occurrence__item__roadmap=roadmap).exists():
        for number, row in enumerate(rows.select_related("item")):
            # What was due long ago has been dealt with; only the last year shows what is late.
            state = CYCLE[number % len(CYCLE)] if (today - row.due).days < 366 else State.ACCEPTED  # type: ignore[operator]
            work_on(row, state)
    refresh_progress([roadmap])


def work_on(row: Occurrence, state: State) -> None:
    """What an executor has done about a row."""
    if state == State.PLANNED or row.due is None:
        return
    reported = row.due - timedelta(days=row.pk % 9)
    row.state, row.reported_on, row.report = state, reported, f"{row.item.result} (вымышленный отчёт)"[:300]
    row.accepted_on = row.due if state == State.ACCEPTED else None
    row.remark = "Приложите подтверждение: ссылку или файл." if state == State.RETURNED else ""
    row.save()
    if state != State.RETURNED:
        proof = {"text": "Приказ и фотографии размещены на сайте", "url": f"https://example.org/report/{row.pk}"}
        Evidence.objects.create(**stamp(row), **proof, added_on=reported, added_by=WHO)
    Move.objects.create(**stamp(row), who=WHO, state=State.REPORTED)
    if state != State.REPORTED:
        Move.objects.create(**stamp(row), who=WHO, state=state, remark=row.remark)
