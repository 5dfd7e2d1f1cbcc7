"""Which roadmap the rows of a spreadsheet belong to; one that is not there yet is made."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.imports.stage import Stage
from apps.core.text import sort_key
from apps.organizations.models import Profile
from apps.roadmap.models import Roadmap
from apps.roadmap.services.loading import territory

YEARS = 4  # how long a roadmap lasts of which nobody has said it
WHAT, EXPECTED = "такой дорожной карты", "название дорожной карты, название или код положения"


def find_roadmaps(stage: Stage) -> None:
    """Staging columns ``roadmap_id``, ``region_id``, ``municipality_id`` of the roadmap each row names."""
    stage.add(roadmap_id="bigint", region_id="bigint", municipality_id="bigint")
    for (name,) in stage.rows("SELECT DISTINCT roadmap FROM import_row r WHERE r.live"):
        roadmap = named(name, stage.actor) or fresh(name, stage)
        if roadmap is not None:
            place = [roadmap.pk, roadmap.region_id, roadmap.municipality_id, name]
            stage.run(
                "UPDATE import_row r SET roadmap_id = %s, region_id = %s, municipality_id = %s"
                " WHERE r.live AND r.roadmap = %s",
                place,
            )
    stage.reject("roadmap", "reference", stage.missing("roadmap", WHAT, EXPECTED), "r.roadmap_id IS NULL")


def in_scope(actor: Actor) -> Q:
    """Profiles of the actor's territory; of everywhere for the system."""
    if actor.is_system:
        return Q()
    own = Q(region_id=actor.region_id or 0)
    return own & Q(municipality_id=actor.municipality_id or 0) if actor.level == "municipality" else own


def named(name: str, actor: Actor) -> Roadmap | None:
    """A stored roadmap by its own title, or the act's roadmap of a profile by the profile's code or title."""
    key = sort_key(name)
    rows = Roadmap.objects.filter(profile__in=Profile.objects.filter(in_scope(actor))).select_related("profile")
    found = list(rows.order_by("-of_act", "-first_year", "pk"))
    by_title = next((one for one in found if sort_key(one.title) == key), None)
    return by_title or next((one for one in found if is_profile(one.profile, key)), None)


def is_profile(profile: Profile, key: str) -> bool:
    """Whether a key is the code or the title of the profile."""
    return key in (sort_key(profile.code), sort_key(profile.title))


def fresh(name: str, stage: Stage) -> Roadmap | None:
    """A new roadmap of the profile that the name means, else of the only profile the actor may mean."""
    profiles = list(Profile.objects.filter(in_scope(stage.actor)).order_by("code"))
    meant = next((one for one in profiles if is_profile(one, sort_key(name))), None)
    profile = meant or own_profile(profiles, stage.actor)
    if profile is None:
        return None
    title = f"Дорожная карта: {profile.title}" if meant else name
    year = timezone.localdate().year
    made = Roadmap.objects.create(
        profile=profile, title=title, first_year=year, last_year=year + YEARS - 1, **territory(profile)
    )
    stage.run("INSERT INTO import_written VALUES (%s, %s, true)", [Roadmap._meta.label_lower, made.pk])
    return made


def drop_empty(stage: Stage) -> None:
    """Roadmaps made by this import of which no row was written are not left behind."""
    label = Roadmap._meta.label_lower
    made = [pk for (pk,) in stage.rows("SELECT id FROM import_written WHERE model = %s", [label])]
    empty = list(Roadmap.objects.filter(pk__in=made, items=None).values_list("pk", flat=True))
    stage.run("DELETE FROM import_written WHERE model = %s AND id = ANY (%s)", [label, empty])
    Roadmap.objects.filter(pk__in=empty).delete()


def own_profile(profiles: list[Profile], actor: Actor) -> Profile | None:
    """The profile of the actor's own level; of several none is meant."""
    if not actor.is_system and actor.level == "region":
        profiles = [profile for profile in profiles if profile.municipality_id is None]
    return profiles[0] if len(profiles) == 1 else None
