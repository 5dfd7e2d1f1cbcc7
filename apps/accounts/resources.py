"""Users and their roles, for the administrator (DOMAIN 8)."""

from apps.accounts.filters import AssignmentFilters, UserFilters
from apps.accounts.forms import AssignmentForm, EndForm, UserForm
from apps.accounts.models import Assignment, User
from apps.accounts.services import assign_role, create_user, end_role, update_role, update_user
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Related

name_verbs(
    {
        "create_user": "создан пользователь",
        "update_user": "изменён пользователь",
        "change_password": "сменён пароль",
        "assign_role": "назначена роль",
        "update_role": "изменены сроки роли",
    }
)


class UserResource(Resource):
    """Everybody who may log in."""

    model = User
    slug = "user"
    prefix = "users/"
    titles = Titles("Пользователи", "пользователь", "пользователя", "пользователей")
    right = "users"
    section = "administration"
    order = 10
    columns = (
        Column("full_name", "Имя", sort=True, link="self", width=36),
        Column("login", "Логин", sort=True),
        Column("email", "Электронная почта", sort=True, visible=False, width=28),
        Column("is_active", "Может входить", kind=Kind.FLAG, sort=True),
        Column("last_login", "Последний вход", kind=Kind.MOMENT, sort=True),
        Column("created_at", "Создан", kind=Kind.DATE, sort=True, visible=False),
    )
    card = ("full_name", "login", "last_login")
    filterset = UserFilters
    search = (("login", "part"), ("full_name", "part"))
    search_hint = "Логин или часть имени"
    ordering = "full_name"
    create = Write(UserForm, create_user, "Новый пользователь", "Создать", "Пользователь создан. Назначьте ему роль.")
    edit = Write(UserForm, update_user, "Изменение пользователя")
    sections = (
        Facts("Вход в портал", ("login", "email", Fact("is_active", kind=Kind.FLAG))),
        Facts("Даты", (Fact("created_at", kind=Kind.MOMENT), Fact("last_login", "Последний вход", Kind.MOMENT))),
        Related(
            "roles",
            "Роли",
            "accounts.assignment",
            "user",
            columns=("role", "organization", "valid_from", "valid_to"),
            add="Назначить роль",
            empty="Ролей ещё нет: без роли человек не увидит ничего.",
        ),
    )
    help = "Кто может войти в портал. Что человек видит и делает, решают его роли."
    empty = "Здесь появятся пользователи портала."


class AssignmentResource(Resource):
    """Roles of users at organizations from–to."""

    model = Assignment
    slug = "assignment"
    prefix = "roles/"
    titles = Titles("Назначения ролей", "назначение", "назначения", "назначений")
    right = "users"
    section = "administration"
    order = 20
    parent = ("user", "accounts.user")
    columns = (
        Column("user", "Пользователь", source="user__full_name", sort=True, link="accounts.user", link_key="user_id"),
        Column("role", "Роль", link="self", sort=True, width=28),
        Column("organization", "Организация", source="organization__short_name", sort="organization__sort_key",
               link="organizations.organization", link_key="organization_id", width=36),
        Column("valid_from", "С", kind=Kind.DATE, sort=True),
        Column("valid_to", "По", kind=Kind.DATE, sort=True),
    )  # fmt: skip
    card = ("user", "role", "organization")
    filterset = AssignmentFilters
    ordering = "user"
    create = Write(AssignmentForm, assign_role, "Назначение роли", "Назначить", "Роль назначена.")
    edit = Write(AssignmentForm, update_role, "Сроки роли")
    actions = (
        Action(
            "end",
            "Завершить роль",
            end_role,
            "Роль завершена.",
            icon="calendar",
            form=EndForm,
            consequence="После этого дня человек потеряет доступ, который давала роль. Записи о сделанном останутся.",
            bulk=True,
        ),
    )
    sections = (
        Facts(
            "Роль",
            (
                Fact("user__full_name", "Пользователь", link="accounts.user", link_key="user_id"),
                "role",
                Fact("organization__short_name", "Организация", link="organizations.organization",
                     link_key="organization_id"),
                Fact("valid_from", "Первый день", Kind.DATE),
                Fact("valid_to", "Последний день", Kind.DATE),
            ),
        ),
    )  # fmt: skip
    empty = "Здесь появятся роли пользователей в организациях."

    def title_of(self, obj: Assignment) -> str:
        return obj.get_role_display()
