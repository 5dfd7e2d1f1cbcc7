"""The description of the programming interface: OpenAPI for programs, one page for people."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated

from apps.core.web import nav


@cache
def description() -> Any:
    """The OpenAPI description: of the code and the same for all, so each process makes it once (a second of work)."""
    return SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]


class KeptGenerator(SchemaGenerator):
    def get_schema(self, request: Any = None, public: bool = False) -> Any:
        """The description that is made already."""
        return description()


@method_decorator(login_not_required, name="dispatch")
class SchemaOperation(SpectacularAPIView):
    """The OpenAPI description, as YAML or JSON."""

    generator_class = KeptGenerator
    authentication_classes = (SessionAuthentication,)
    permission_classes = (IsAuthenticated,)


@dataclass(frozen=True, slots=True)
class Described:
    """One operation for the page."""

    path: str
    summary: str
    description: str
    parameters: list[dict[str, Any]]


def described() -> list[tuple[str, list[Described]]]:
    """All operations by application, from the same description that programs read."""
    whole = description()
    groups: dict[str, list[Described]] = {}
    for address, methods in sorted(whole["paths"].items()):
        for operation in methods.values():
            found = Described(
                address,
                operation.get("summary", ""),
                operation.get("description", ""),
                [one for one in operation.get("parameters", []) if one["in"] == "query"],
            )
            groups.setdefault(operation["tags"][0], []).append(found)
    return [(str(apps.get_app_config(tag).verbose_name), found) for tag, found in groups.items()]


nav.register(nav.Entry("data", "Программный доступ", "api:docs", nav.holders("figures"), order=90))


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The page for people who write programs."""
    return TemplateResponse(request, "core/api.html", {"title": "Программный доступ", "groups": described()})
