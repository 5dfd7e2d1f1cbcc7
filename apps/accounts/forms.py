"""Forms of logging in, of one's own profile, of the administrator."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html_join

from apps.accounts import guard
from apps.accounts.models import Assignment, User
from apps.core.web.forms import Form, RecordForm
from apps.core.web.lookup import LookupField

WRONG = "Логин или пароль неверны. Проверьте раскладку клавиатуры и клавишу Caps Lock."
CLOSED = "Слишком много неудачных попыток. Подождите 15 минут или обратитесь к администратору портала."


def rules_text() -> str:
    """The rules of passwords as a list."""
    return format_html_join(" ", "{}", ((text,) for text in password_validators_help_texts()))


class LoginForm(Form):
    """Login and password; the answer never says which of the two was wrong."""

    login = forms.CharField(label="Логин", max_length=150, widget=forms.TextInput({"autocomplete": "username"}))
    password = forms.CharField(
        label="Пароль", strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    user: User | None = None

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        login, password = data.get("login"), data.get("password")
        if login and password:
            self._check(login, password)
        return data

    def _check(self, login: str, password: str) -> None:
        address = str(self.request.META.get("REMOTE_ADDR", ""))
        if guard.is_closed(login, address):
            raise ValidationError(CLOSED)
        found = authenticate(self.request, username=login, password=password)
        if not isinstance(found, User):
            guard.note_failure(login, address)
            raise ValidationError(WRONG)
        guard.note_success(login, address)
        self.user = found


class PasswordForm(Form):
    """A new password, twice, with the old one before it."""

    old = forms.CharField(
        label="Нынешний пароль", strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    new = forms.CharField(
        label="Новый пароль", strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label="Новый пароль ещё раз", strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["new"].help_text = rules_text()

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise ValidationError("Нынешний пароль набран неверно.")
        return old

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        validate_password(new, self.user)
        return new

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if self.cleaned_data.get("new") not in (None, again):
            raise ValidationError("Пароли не совпали.")
        return again


class UserForm(RecordForm):
    """A user for the administrator."""

    password = forms.CharField(
        label="Временный пароль",
        required=False,
        strip=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="Оставьте пустым, чтобы не менять. Человек сменит его в своём профиле.",
    )

    class Meta:
        model = User
        fields = ("login", "full_name", "email", "is_active")

    def clean_login(self) -> str:
        login: str = self.cleaned_data["login"].strip().lower()
        return login

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password, self.instance)
        return password


class AssignmentForm(RecordForm):
    """A role at an organization from–to."""

    user = LookupField("accounts.user", label="Пользователь")
    organization = LookupField("organizations.organization", label="Организация")

    class Meta:
        model = Assignment
        fields = ("user", "role", "organization", "valid_from", "valid_to")


class EndForm(Form):
    """The last day of a role."""

    valid_to = forms.DateField(label="Последний день роли")
