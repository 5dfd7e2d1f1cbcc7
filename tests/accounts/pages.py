"""Pages that tell who acts and fail in every way, for the tests of the middleware."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import include, path

from apps.core.actor import current
from apps.core.models import SavedView

done: list[str] = []


def database_actor() -> str:
    """Who acts according to the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('rsnms.actor', true)")
        row = cursor.fetchone()
    return str(row[0] or "") if row else ""


@login_not_required
def who(request: HttpRequest) -> HttpResponse:
    """Who acts, according to the process and to the database, and the names of the rows they see."""
    names = list(SavedView.objects.order_by("name").values_list("name", flat=True))
    return JsonResponse({"process": current().key, "database": database_actor(), "names": names})


def write(request: HttpRequest, status: int) -> HttpResponse:
    """Write a row, ask for something on commit, answer with this status."""
    assert request.user.pk is not None
    SavedView.objects.create(user_id=request.user.pk, resource="test", name=str(status))
    transaction.on_commit(partial(done.append, str(status)))
    return HttpResponse(status=status)


def fail(request: HttpRequest) -> HttpResponse:
    """Write a row and break."""
    write(request, 200)
    raise RuntimeError("broken on purpose")


def lazy(request: HttpRequest) -> HttpResponse:
    """A page whose template asks the database."""
    template = engines["django"].from_string("{% for view in views %}{{ view.name }};{% endfor %}")
    return TemplateResponse(request, template, {"views": SavedView.objects.all()})


urlpatterns = [
    path("who/", who),
    path("write/<int:status>/", write),
    path("fail/", fail),
    path("lazy/", lazy),
    path("", include("rsnms.urls")),
]
