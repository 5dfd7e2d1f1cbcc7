"""``generate_region --profile NAME --persons N --seed S``: a synthetic region (FORMATS, Commands)."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.db import transaction

from apps.core.actor import acting
from apps.core.management.base import PortalCommand
from apps.core.text import format_number
from apps.indicators.profile_file import BadProfile
from apps.indicators.services.profiles import find, load_profile
from apps.monitoring.generation.plan import DEFAULT_YEARS
from apps.monitoring.generation.region import ACTOR, generate, plan_for
from apps.organizations.models import Profile


class Command(PortalCommand):
    """Writes unmistakably fictitious people, and everything that happened to them, straight into the database."""

    help = "Создаёт вымышленный регион: организации, люди, диагностики, ИОМ, обучение, мероприятия"
    transactional = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--profile", required=True, help="имя профиля: vladimir, krasnoyarsk, perm, oktyabrsky, aksay"
        )
        parser.add_argument("--persons", type=int, required=True, help="число людей, до 1 300 000")
        parser.add_argument("--seed", type=int, required=True, help="начальное число: одно и то же даёт тот же регион")
        parser.add_argument("--organizations", type=int, help="число организаций")
        parser.add_argument("--years", type=int, default=DEFAULT_YEARS, help="лет истории до текущего года")
        parser.add_argument("--until", type=int, help="последний год истории (по умолчанию прошлый)")

    def work(self, **options: Any) -> int:
        if settings.PRODUCTION:
            raise CommandError("Вымышленные люди не создаются в рабочей установке (RSNMS_PRODUCTION)")
        try:
            # One transaction: a refusal leaves no profile behind either.
            with transaction.atomic():
                with acting(ACTOR):
                    profile = profile_of(options["profile"])
                names = ("persons", "seed", "organizations", "years", "until")
                counts = generate(plan_for(profile, **{name: options[name] for name in names}), self.tell)
        except (BadProfile, ValueError) as error:
            raise CommandError(str(error)) from error
        for name, count in counts.items():
            self.stdout.write(f"{name}: {format_number(count)}")
        return 0

    def tell(self, done: int, total: int) -> None:
        """One line a batch."""
        self.stdout.write(f"{format_number(done)} из {format_number(total)}")


def profile_of(name: str) -> Profile:
    """The profile by its name: loaded before, or loaded now. Raises ``BadProfile``."""
    return Profile.objects.filter(code=name).first() or load_profile(find(name)).profile
