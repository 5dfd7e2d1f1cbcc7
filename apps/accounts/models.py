"""Users, their roles at organizations, and the table of rights the wall reads (DOMAIN 8)."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from apps.accounts.enums import Role
from apps.core.access import ACTIONS, Exempt
from apps.core.constraints import ordered, placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel


class UserManager(BaseUserManager["User"]):
    """Creates users; the login is compared without case."""

    def create_user(self, login: str, password: str | None = None, **fields: Any) -> "User":
        """A user with a hashed password (unusable when None)."""
        user = self.model(login=login.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(login=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Someone who logs in. Accounts know no person: the link to one is a model of ``teachers``."""

    access = Exempt("вход: читается до того, как действующее лицо известно")

    login = models.CharField("логин", max_length=150, unique=True)
    full_name = models.CharField("имя на экране", max_length=200)
    email = models.EmailField("e-mail", blank=True)
    is_active = models.BooleanField("может входить", default=True)
    demo = models.BooleanField("демонстрационный", default=False, editable=False)
    created_at = models.DateTimeField("создан", auto_now_add=True)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects = UserManager()

    class Meta:
        verbose_name = "пользователь"
        verbose_name_plural = "пользователи"
        ordering = ("full_name",)

    def __str__(self) -> str:
        return self.full_name


class Assignment(PlacedModel):
    """A role at an organization from–to: one of them is the actor of a request."""

    access = Exempt("назначения ролей: читаются функциями стены и при входе")
    dated = Undated("роли пользователей — не данные отчёта")

    user = models.ForeignKey(User, models.CASCADE, verbose_name="пользователь", related_name="assignments")
    role = models.CharField("роль", max_length=14, choices=Role)
    valid_from = models.DateField("с")
    valid_to = models.DateField("по", null=True, blank=True)

    class Meta:
        verbose_name = "назначение роли"
        verbose_name_plural = "назначения ролей"
        ordering = ("user", "role", "valid_from")
        constraints = (
            placed_in_organization("assignment_place"),
            ordered("valid_from", "valid_to", "assignment_dates"),
            models.UniqueConstraint(
                fields=("user", "role", "organization"),
                condition=Q(valid_to__isnull=True),
                name="assignment_current",
            ),
        )

    def __str__(self) -> str:
        return self.get_role_display()


class Right(models.Model):
    """What a role may do with a kind of rows, and within which unit; filled from ``policies.RIGHTS`` after migrate."""

    access = Exempt("права ролей: читаются функциями стены")

    role = models.CharField("роль", max_length=14, choices=Role)
    kind = models.CharField("вид записей", max_length=30)
    action = models.CharField("действие", max_length=5, choices=[(a, a) for a in ACTIONS])
    level = models.CharField("граница", max_length=12)
    relation = models.CharField("связь с человеком", max_length=10, blank=True)
    managers = models.BooleanField("вместе с руководителями", default=True)

    class Meta:
        verbose_name = "право роли"
        verbose_name_plural = "права ролей"
        constraints = (models.UniqueConstraint(fields=("role", "kind", "action"), name="right_key"),)

    def __str__(self) -> str:
        return f"{self.role}: {self.action} {self.kind}"


class LoginAttempt(models.Model):
    """A failed attempt to log in; kept for an hour to slow down guessing."""

    access = Exempt("вход: пишется до того, как действующее лицо известно; ни паролей, ни людей")

    login = models.CharField("логин", max_length=150)
    address = models.CharField("адрес", max_length=60)
    at = models.DateTimeField("когда", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "неудачный вход"
        verbose_name_plural = "неудачные входы"

    def __str__(self) -> str:
        return self.login
