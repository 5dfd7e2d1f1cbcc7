"""Events, participation, mentoring pairs (DOMAIN 1, 4)."""

from django.db import models

from apps.core.access import PERSON_PLACE, Access, Path
from apps.core.constraints import ordered, placed_in_organization, placed_with_person
from apps.core.locks import PLACE, Carried, Dated, Day, Span
from apps.core.models import PlacedModel
from apps.events.enums import EventKind, EventLevel, PairForm, ParticipationRole
from apps.organizations.models import Municipality, Organization, Region
from apps.teachers.models import Person, PersonModel

# Without a day of its own a participation happened on the event's first day.
HAPPENED_ON = "coalesce({t}.on_date, (SELECT v.start FROM events_event v WHERE v.id = {t}.event_id))"


class Event(PlacedModel):
    """An event; placed with its organizer. The calendar of a region is open to everybody in it."""

    access = Access(
        "events",
        (Path(), Path(everyone=True), Path(region="", where={"open": True}, everyone=True)),
    )
    # An event of the region carries participations of municipalities: what figures read of it moves with their days.
    dated = Dated(
        (Day("start"), Day("end", alone=True)),
        copies=("open",),
        carried=Carried(
            "events_participation",
            "event_id",
            day="coalesce({p}.on_date, {t}.start)",
            columns=("start", "kind", "level", "supports_young"),
        ),
    )

    code = models.CharField("код", max_length=60, unique=True)
    title = models.CharField("наименование", max_length=500)
    sort_key = models.CharField("ключ сортировки", max_length=500, editable=False, db_collation="C")
    kind = models.CharField("вид", max_length=20, choices=EventKind)
    level = models.CharField("уровень", max_length=14, choices=EventLevel)
    start = models.DateField("дата начала")
    end = models.DateField("дата окончания", null=True, blank=True)
    supports_young = models.BooleanField("форма поддержки молодых", default=False)
    open = models.BooleanField("видно всем", default=False, editable=False)

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        ordering = ("-start", "-id")
        indexes = (models.Index(fields=("region", "-start", "-id"), name="event_region_page"),)
        constraints = (placed_in_organization("event_place"), ordered("start", "end", "event_dates"))

    def __str__(self) -> str:
        return self.title


class Participation(PlacedModel):
    """A person or an organization in an event in a role. Without an own date it happened on the event's first day."""

    access = Access("activity", (PERSON_PLACE,))
    dated = Dated((Day("on_date", HAPPENED_ON),), person="person_id")

    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name="работник",
        related_name="participations",
        null=True,
        blank=True,
        db_constraint=False,
    )
    managerial = models.BooleanField(default=False, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, verbose_name="мероприятие", related_name="participations")
    role = models.CharField("роль", max_length=16, choices=ParticipationRole)
    on_date = models.DateField("дата", null=True, blank=True)

    class Meta:
        verbose_name = "участие"
        verbose_name_plural = "участия"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("region", "-id"), name="participation_region_page"),
            models.Index(fields=("event", "role"), name="participation_event"),
        )
        constraints = (
            # Of a person it follows the person (the key is silent while the person is empty), else the organization.
            # Checked at commit: when an organization moves, its rows and its people's rows move by two cascades.
            placed_with_person("participation_person", deferred=True),
            placed_in_organization("participation_place"),
            models.UniqueConstraint(
                fields=("person", "event", "role"),
                condition=models.Q(person__isnull=False),
                name="participation_person_key",
            ),
            models.UniqueConstraint(
                fields=("organization", "event", "role"),
                condition=models.Q(person__isnull=True),
                name="participation_org_key",
            ),
        )

    def __str__(self) -> str:
        return self.get_role_display()


class MentoringPair(PersonModel):
    """A mentor and a mentee from–to; ``person`` is the mentee, the mentor has columns of their own."""

    access = Access(
        "activity",
        (
            PERSON_PLACE,
            Path("mentor_region_id", "mentor_municipality_id", "mentor_organization_id", "mentor_id"),
        ),
    )
    dated = Dated(
        span=Span("start", "end"),
        copies=("mentor_name", "person_name", *(f"mentor_{column}" for column in PLACE)),
        person="person_id",
    )

    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name="наставляемый", related_name="mentorings", db_constraint=False
    )
    mentor = models.ForeignKey(
        Person, models.PROTECT, verbose_name="наставник", related_name="mentees", db_constraint=False
    )
    mentor_organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", db_constraint=False, editable=False
    )
    mentor_municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", db_constraint=False, editable=False
    )
    mentor_region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", db_constraint=False, editable=False, db_index=False
    )
    mentor_managerial = models.BooleanField(default=False, editable=False)
    mentor_name = models.CharField("имя наставника", max_length=310, editable=False)
    person_name = models.CharField("имя наставляемого", max_length=310, editable=False)
    form = models.CharField("форма", max_length=12, choices=PairForm)
    start = models.DateField("с")
    end = models.DateField("по", null=True, blank=True)
    order = models.CharField("приказ", max_length=300, blank=True)

    class Meta:
        verbose_name = "наставническая пара"
        verbose_name_plural = "наставничество"
        ordering = ("-start", "-id")
        constraints = (
            placed_with_person("pair_place"),
            placed_with_person("pair_mentor_place", "mentor_", person="mentor"),
            ordered("start", "end", "pair_dates"),
            models.CheckConstraint(condition=~models.Q(mentor=models.F("person")), name="pair_two_people"),
            models.UniqueConstraint(fields=("mentor", "person", "start"), name="pair_key"),
        )

    def __str__(self) -> str:
        return f"{self.mentor_name} — {self.person_name}"
