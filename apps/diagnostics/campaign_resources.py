"""Campaigns, their days, their invitations: pages of the section «Диагностика»; «Пригласить» on lists of people."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from apps.accounts.enums import Role
from apps.core import access
from apps.core.actor import Actor
from apps.core.text import format_interval
from apps.core.web import actions as core_actions
from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.diagnostics import campaign_agenda, campaign_filters, campaign_forms
from apps.diagnostics.enums import CampaignState
from apps.diagnostics.models import Campaign, Invitation, Slot
from apps.diagnostics.selectors.campaigns import INVITATION_STATES, invitation_state, state_column, state_on
from apps.diagnostics.services import campaigns, inviting, refusing, schedule
from apps.diagnostics.services.campaign_reminders import remind_invited
from apps.diagnostics.web.campaign_card import course_context, invite_preview
from apps.teachers.models import Person
from apps.teachers.selectors import latest_job
from apps.teachers.services.people import is_self

name_verbs(
    {
        "create_campaign": "кампания заведена",
        "update_campaign": "кампания изменена",
        "announce_campaign": "кампания объявлена",
        "close_campaign": "кампания закрыта",
        "reopen_campaign": "кампания открыта снова",
        "remove_campaign": "кампания удалена",
        "set_quotas": "контрольные цифры заданы",
        "assign_slots": "время назначено",
        "remind_invited": "приглашённым напомнено",
        "add_slot": "время добавлено",
        "update_slot": "время изменено",
        "remove_slot": "время удалено",
        "invite": "приглашён на диагностику",
        "remove_invitation": "приглашение снято",
        "decline_invitation": "отказ записан",
        "refuse_invitation": "приглашённый отказался",
        "invite_again": "приглашён снова",
        "accept_invitation": "отказ снят",
        "choose_slot": "время выбрано",
        "mark_attendance": "явка отмечена",
        "complete_invitation": "диагностика по приглашению пройдена",
    }
)
State = CampaignState
TONES = {"draft": "secondary", "announced": "blue", "running": "green", "closed": "orange"}
STANDING = {"waiting": "blue", "done": "green", "absent": "orange", "declined": "secondary"}
CONDUCTOR: dict[str, Any] = {"link": "organizations.organization", "link_key": "organization_id"}


def standing(*states: State) -> Any:
    """The condition «the campaign is in one of these states today»."""
    return lambda campaign: state_on(campaign, timezone.localdate()) in states


def invited_one(actor: Actor) -> bool:
    """Whether the role is of those who are invited: a teacher answers for themselves."""
    return actor.role == Role.TEACHER


def remind(campaign: Campaign) -> None:
    """Remind those who wait, today."""
    remind_invited(campaign, day=timezone.localdate())


def clock(value: Any) -> str:
    """«10:00»; a dash where no time is given."""
    return f"{value:%H:%M}" if value else "—"


def of_slot(field: str) -> Subquery:
    """A value of the time that an outer invitation is given."""
    return Subquery(Slot.objects.filter(pk=OuterRef("slot_id")).values(field)[:1])


class CampaignResource(Resource):
    """Campaigns of the region; those in preparation are seen by who prepares them."""

    model = Campaign
    slug = "campaign"
    prefix = "campaigns/"
    titles = Titles("Кампании", "кампания", "кампании", "кампаний")
    section = "diagnostics.online"
    order = 10
    columns = (
        Column("title", "Кампания", sort=True, link="self", width=40),
        Column("organization", "Кто проводит", source="organization__short_name", width=30, **CONDUCTOR),
        Column("tool", "Инструмент", source="tool__title", sort="tool__title", width=34),
        Column("purpose", "Цель", sort=True, visible=False, width=20),
        Column("start", "С", kind=Kind.DATE, sort=True, width=12),
        Column("end", "По", kind=Kind.DATE, sort=True, width=12),
        Column("state", "Состояние", kind=Kind.BADGE, source=state_column(), labels=dict(State.choices), tones=TONES,
               width=14),
    )  # fmt: skip
    card = ("title", "start", "state")
    filterset = campaign_filters.CampaignFilters
    search = (("title", "part"),)
    search_hint = "Слово из названия"
    ordering = "-start"
    create = Write(campaign_forms.NewCampaignForm, campaigns.create_campaign, "Новая кампания", "Завести",
                   "Кампания заведена. Теперь задайте контрольные цифры и пригласите работников.")  # fmt: skip
    edit = Write(campaign_forms.CampaignForm, campaigns.update_campaign, "Изменение кампании")
    actions = (
        Action("announce", "Объявить", campaigns.announce_campaign, "Кампания объявлена.", icon="bell",
               applies=standing(State.DRAFT), consequence="Приглашённые и их организации увидят кампанию; в её дни "
               "можно будет пройти диагностику. Напоминания портал разошлёт сам."),
        Action("remind", "Напомнить", remind, "Напоминания отправлены тем, кому сегодня ещё не напоминали.",
               icon="bell", applies=standing(State.ANNOUNCED, State.RUNNING),
               consequence="Напоминание придёт приглашённым, которые ещё не прошли диагностику, и операторам их "
               "организаций."),
        Action("assign", "Распределить по времени", schedule.assign_slots, "Время назначено.", icon="calendar-event",
               applies=standing(State.DRAFT, State.ANNOUNCED, State.RUNNING),
               consequence="Приглашённые без назначенного времени распределятся по расписанию поровну, работники "
               "одной организации — вместе."),
        Action("close", "Закрыть", campaigns.close_campaign, "Кампания закрыта.", icon="lock", danger=True,
               applies=standing(State.ANNOUNCED, State.RUNNING),
               consequence="Пройти диагностику по приглашению будет нельзя. Закрытую кампанию можно открыть снова."),
        Action("reopen", "Открыть снова", campaigns.reopen_campaign, "Кампания открыта.", icon="arrow-back-up",
               applies=lambda campaign: campaign.closed_on is not None,
               consequence="Приглашения снова будут действовать до последнего дня кампании."),
        Action("remove", "Удалить", campaigns.remove_campaign, "Кампания удалена.", icon="trash", danger=True,
               applies=standing(State.DRAFT),
               consequence="Удалятся и контрольные цифры, расписание, приглашения. Объявленную кампанию закрывают."),
    )  # fmt: skip
    sections = (
        Facts(
            "Кампания",
            (
                Fact("organization__short_name", "Кто проводит", **CONDUCTOR),
                Fact("tool__title", "Инструмент"),
                Fact("purpose", hide_empty=True),
                Fact("term", "Сроки", write=lambda campaign: format_interval(campaign.start, campaign.end)),
                Fact("place", hide_empty=True),
                Fact("note", hide_empty=True),
                Fact("announced_on", kind=Kind.DATE, hide_empty=True),
                Fact("closed_on", kind=Kind.DATE, hide_empty=True),
            ),
        ),
        Part("course", "Ход", "diagnostics/campaigns/course.html", course_context, order=10),
        Related("invitations", "Приглашения", "diagnostics.invitation", "campaign", order=20, add="Пригласить одного",
                columns=("person_name", "organization", "day", "time", "state"),
                empty="Пока никто не приглашён: выберите людей в списке работников и нажмите «Пригласить»."),
        Related("slots", "Расписание", "diagnostics.slot", "campaign", order=30, add="Добавить время",
                columns=("day", "time", "place", "capacity", "taken"),
                empty="Времени не назначено: приглашённые приходят или проходят тест в любой день кампании."),
    )  # fmt: skip
    help = "Кого, чем и когда проверяем: приглашения, расписание, явка и выполнение контрольных цифр."
    empty = "Здесь появятся кампании диагностики."

    def lead_of(self, obj: Campaign) -> str:
        return str(state_on(obj, timezone.localdate()).label)

    def objects(self, actor: Actor) -> QuerySet[Campaign]:
        return super().objects(actor).select_related("tool")


class SlotResource(Resource):
    """Days and times of a campaign; reached from it."""

    model = Slot
    slug = "slot"
    prefix = "slots/"
    titles = Titles("Расписание", "сеанс", "сеанса", "сеансов")
    parent = ("campaign", "diagnostics.campaign")
    columns = (
        Column("day", "День", kind=Kind.DATE, sort=True, link="self", width=12),
        Column("time", "Начало", write=clock, width=10),
        Column("place", "Место", width=40),
        Column("capacity", "Мест", kind=Kind.NUMBER, width=8),
        Column("taken", "Записано", kind=Kind.NUMBER, width=10, source=campaign_agenda.taken()),
    )
    ordering = "day"
    create = Write(campaign_forms.NewSlotForm, schedule.add_slot, "Новый сеанс", "Добавить", "Сеанс добавлен.")
    edit = Write(campaign_forms.SlotForm, schedule.update_slot, "Изменение времени")
    actions = (
        Action("remove", "Удалить", schedule.remove_slot, "Время удалено.", icon="trash", danger=True,
               consequence="Записанные на это время снова будут ждать назначения."),
    )  # fmt: skip
    sections = (
        Facts("Время", (Fact("day", kind=Kind.DATE), Fact("time", "Начало", write=lambda slot: clock(slot.time)),
                        "place", "capacity")),
    )  # fmt: skip
    empty = "Здесь появится расписание."


class InvitationResource(Resource):
    """Invitations of the people in sight; no results of diagnostics stand here."""

    model = Invitation
    slug = "invitation"
    prefix = "invitations/"
    titles = Titles("Приглашения", "приглашение", "приглашения", "приглашений")
    section = "diagnostics.online"
    order = 20
    parent = ("campaign", "diagnostics.campaign")
    personal = True
    columns = (
        Column("person_name", "Работник", sort=True, link="self", width=40),
        Column("organization", "Организация", source="organization__short_name", width=40, **CONDUCTOR),
        Column("municipality", "Муниципалитет", source="municipality__name", sort="municipality__sort_key",
               visible=False, width=34),
        Column("position", "Должность", source=Subquery(
            Person.objects.filter(pk=OuterRef("person_id")).annotate(_job=latest_job("position__name"))
            .values("_job")[:1]), visible=False, width=30),
        Column("campaign", "Кампания", source="campaign__title", link="diagnostics.campaign", link_key="campaign_id",
               width=34),
        Column("invited_on", "Приглашён", kind=Kind.DATE, sort=True, visible=False, width=12),
        Column("day", "День", kind=Kind.DATE, source=of_slot("day"), width=12),
        Column("time", "Время", source=of_slot("time"), write=clock, width=8),
        Column("place", "Место", source=of_slot("place"), visible=False, width=30),
        Column("attended", "Явка", sort=True, width=12),
        Column("state", "Состояние", kind=Kind.BADGE, source=invitation_state(), labels=dict(INVITATION_STATES),
               tones=STANDING, width=14),
        Column("declined_reason", "Причина отказа", visible=False, width=30),
    )  # fmt: skip
    card = ("person_name", "organization", "state")
    filterset = campaign_filters.InvitationFilters
    search = (("person__sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "person_name"
    create = Write(campaign_forms.NewInvitationForm, inviting.invite, "Пригласить на диагностику", "Пригласить",
                   "Приглашение добавлено.")  # fmt: skip
    actions = (
        Action("attendance", "Отметить явку", schedule.mark_attendance, "Явка отмечена.", icon="check", bulk=True,
               together=True, form=campaign_forms.AttendanceForm, applies=lambda one: one.session_id is None),
        Action("slot", "Назначить время", schedule.choose_slot, "Время назначено.", icon="calendar-event", bulk=True,
               form=campaign_forms.ChooseSlotForm, applies=lambda one: one.session_id is None),
        Action("refuse", "Отказаться", refusing.refuse_invitation, "Отказ принят: организатор его увидит.",
               icon="circle-x", form=campaign_forms.RefuseForm, by_reader=True, allowed=invited_one,
               applies=lambda one: not refusing.why_not_refuse(one),
               consequence="Организатор увидит отказ и причину; пригласить вас могут снова."),
        Action("decline", "Записать отказ", inviting.decline_invitation, "Отказ записан.", icon="circle-x",
               form=campaign_forms.DeclineForm,
               applies=lambda one: one.session_id is None and one.declined_on is None),
        Action("accept", "Снять отказ", inviting.accept_invitation, "Отказ снят.", icon="arrow-back-up",
               applies=lambda one: one.declined_on is not None, consequence="Работник снова будет среди ожидаемых."),
        Action("remove", "Снять приглашение", inviting.remove_invitation, "Приглашение снято.", icon="trash",
               danger=True, bulk=True, applies=lambda one: one.session_id is None,
               consequence="Работник больше не будет среди приглашённых этой кампании."),
    )  # fmt: skip
    sections = (
        Facts(
            "Приглашение",
            (
                Fact("person_name", "Работник", link="teachers.person", link_key="person_id"),
                Fact("organization__short_name", "Организация", **CONDUCTOR),
                Fact("campaign__title", "Кампания", link="diagnostics.campaign", link_key="campaign_id"),
                Fact("invited_on", kind=Kind.DATE),
                Fact("slot", "Время", write=lambda one: str(one.slot) if one.slot_id else "любой день кампании"),
                "attended",
                Fact("declined_on", kind=Kind.DATE, hide_empty=True),
                Fact("declined_reason", hide_empty=True),
                Fact("done", "Диагностика", write=lambda one: "пройдена" if one.session_id else "ещё не пройдена"),
            ),
        ),
    )
    help = "Кто приглашён на диагностику, когда приходит и пришёл ли. Результатов здесь нет."
    empty = "Здесь появятся приглашения. Откройте список работников, отметьте людей и нажмите «Пригласить»."

    def logs_view(self, actor: Actor, obj: Invitation) -> bool:
        return not is_self(obj.person_id)

    def objects(self, actor: Actor) -> QuerySet[Invitation]:
        return super().objects(actor).select_related("slot")


def invites(actor: Actor) -> bool:
    """Whether the role invites to campaigns."""
    return actor.is_system or bool(access.rights().level(actor, "invitations", access.WRITE))


INVITE = Action(
    "invite", "Пригласить на диагностику", inviting.invite_people, "Приглашены.", icon="clipboard-check", bulk=True,
    single=False, together=True, form=campaign_forms.InviteForm, preview=invite_preview, allowed=invites,
    consequence="Уже приглашённых в эту кампанию портал пропустит.",
)  # fmt: skip
core_actions.add("teachers.person", INVITE)
core_sections.add(
    "teachers.person",
    Related("invitations", "Приглашения", "diagnostics.invitation", "person", order=19,
            columns=("campaign", "day", "time", "state"), empty="На диагностику не приглашали."),
)  # fmt: skip
