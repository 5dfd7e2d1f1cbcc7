"""Addresses: each app's own, under its name."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

# Every application that has pages; what stands in their ``urls.py`` lies under their name.
SECTIONS = (
    "accounts",
    "organizations",
    "teachers",
    "diagnostics",
    "programs",
    "events",
    "routes",
    "registers",
    "indicators",
    "roadmap",
    "monitoring",
    "passport",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("apps.core.urls")),
    path("api/v1/", include("apps.core.api.urls")),
    *(path(f"{name}/", include(f"apps.{name}.urls")) for name in SECTIONS if find_spec(f"apps.{name}.urls")),
    *(path(f"api/v1/{name}/", include(f"apps.{name}.api")) for name in SECTIONS if find_spec(f"apps.{name}.api")),
]

handler400 = "apps.core.web.errors.bad_request"
handler403 = "apps.core.web.errors.permission_denied"
handler404 = "apps.core.web.errors.page_not_found"
handler500 = "apps.core.web.errors.server_error"
