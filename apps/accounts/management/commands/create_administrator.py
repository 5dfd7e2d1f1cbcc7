"""``create_administrator``: the first user of a new portal; all others are made on its pages."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.services import assign_role, create_user
from apps.core.management.base import PortalCommand
from apps.organizations.models import Organization


class Command(PortalCommand):
    """Makes a user with the role «Администратор» at an organization that is there already."""

    help = "Создаёт пользователя с ролью «Администратор»; пароль спрашивается, или читается первой строкой ввода"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--login", required=True, help="логин")
        parser.add_argument("--name", required=True, help="фамилия, имя и отчество")
        parser.add_argument("--organization", required=True, help="код организации, уже загруженной в портал")

    def work(self, **options: Any) -> int:
        organization = Organization.objects.filter(code=options["organization"]).first()
        if organization is None:
            raise CommandError(f"Организации с кодом «{options['organization']}» нет: сначала загрузите организации")
        password = ask_password()
        try:
            validate_password(password)
            user = create_user(login=options["login"], full_name=options["name"], password=password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        assign_role(user=user, role=Role.ADMINISTRATOR, organization=organization, valid_from=timezone.localdate())
        self.stdout.write(f"Администратор «{user.login}» создан")
        return 0


def ask_password() -> str:
    """The password: twice from a terminal, never shown; else the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("Пароль: ")
    if password != getpass("Ещё раз: "):
        raise CommandError("Пароли не совпали")
    return password
