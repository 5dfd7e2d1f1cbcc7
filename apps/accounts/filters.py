"""Filters of users and roles."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import Assignment, User
from apps.core.web.filters import ChoiceFilter, FilterSet

ACTIVE = (("1", "могут входить"), ("0", "закрыт вход"))
NOW = (("now", "действуют сегодня"), ("over", "закончились"), ("ahead", "ещё не начались"))


class UserFilters(FilterSet):
    """Users by a role they hold and by whether they may log in."""

    role = ChoiceFilter(label="Роль", choices=Role.choices, method="by_role")
    is_active = ChoiceFilter(label="Вход", choices=ACTIVE, method="by_state")

    class Meta:
        model = User
        fields = ()

    def by_role(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Users who have ever held the role."""
        return rows.filter(Exists(Assignment.objects.filter(user=OuterRef("pk"), role=value)))

    def by_state(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Open or closed logins."""
        return rows.filter(is_active=value == "1")


class AssignmentFilters(FilterSet):
    """Roles by kind and by whether they hold today."""

    role = ChoiceFilter(label="Роль", choices=Role.choices)
    state = ChoiceFilter(label="Действие", choices=NOW, method="by_state")

    class Meta:
        model = Assignment
        fields = ("role",)

    def by_state(self, rows: QuerySet[Assignment], name: str, value: str) -> QuerySet[Assignment]:
        """Roles that hold today, are over, or have not begun."""
        today = timezone.localdate()
        open_end = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
        conditions = {
            "now": open_end & Q(valid_from__lte=today),
            "over": Q(valid_to__lt=today),
            "ahead": Q(valid_from__gt=today),
        }
        return rows.filter(conditions[value])
