"""The page of a group's profile: the document of the group under its filters."""

from functools import cached_property

from django.http import QueryDict
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.documents.tree import Document
from apps.core.text import format_date
from apps.diagnostics.documents.groups import group_document
from apps.diagnostics.filters import STAFF
from apps.diagnostics.models import GroupResult
from apps.diagnostics.selectors.deficit_map import sees_people
from apps.diagnostics.selectors.groups import Group, live_group, stored_group
from apps.diagnostics.services.files import issuer_of
from apps.diagnostics.web.map_form import GroupForm, SliceForm
from apps.organizations.models import Municipality, Region


def kept_on() -> str:
    """The day of the results that the system keeps; empty where there are none."""
    found = GroupResult.objects.order_by("-on_date").values_list("on_date", flat=True).first()
    return format_date(found) if found else ""


def territory(form: SliceForm) -> str:
    """What the page is about: a municipality, else the region."""
    found = form.chosen("municipality")
    if found is None and form.actor.level in ("municipality", "organization"):
        found = Municipality.objects.filter(pk=form.actor.municipality_id or 0).first()
    return str(found or Region.objects.filter(pk=form.actor.region_id or 0).first() or "Все регионы")


class GroupPage:
    """What the page shows to its reader."""

    def __init__(self, actor: Actor, query: QueryDict) -> None:
        self.actor, self.form = actor, GroupForm(query, actor)
        self.people = sees_people(actor)

    @cached_property
    def group(self) -> Group:
        """The group."""
        if self.people:
            return live_group(self.form.about(), self.actor)
        return stored_group(self.actor, self.form.municipality_asked, self.form.number("organization"))

    @cached_property
    def day(self) -> str:
        """The date of the figures in words."""
        return format_date(self.form.day_asked) if self.people else kept_on()

    @cached_property
    def where(self) -> str:
        """The place in words."""
        return str(self.form.chosen("organization") or territory(self.form))

    @property
    def narrowed(self) -> list[str]:
        """What else narrows the group, in words."""
        kind = dict(STAFF).get(self.form.chosen("kind") or "", "")
        rows = [self.form.chosen(name) for name in ("subject", "tool", "campaign")]
        return [str(word) for word in (kind, *rows) if word]

    @cached_property
    def document(self) -> Document:
        """The document of the page and of its files."""
        on = [f"на {self.day}"] if self.day else []
        subtitle = ", ".join([self.where, *self.narrowed, *on])
        return group_document(self.group, subtitle, issuer_of(self.actor), timezone.localdate())
