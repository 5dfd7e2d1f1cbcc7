"""The two operations of every resource: a page of rows, and one row."""

from typing import Any

from django.http import Http404
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.actor import Actor, current
from apps.core.api.base import Operation
from apps.core.api.rows import Asked, BadQuery, PlainTable
from apps.core.services import history
from apps.core.web.resource import Resource


class ResourceOperation(Operation):
    """An operation of a resource."""

    resource: Resource = None  # type: ignore[assignment]

    def opens(self, actor: Actor) -> bool:
        return self.resource.opens(actor)


class ListOperation(ResourceOperation):
    """Rows of the resource in the scope of the role, page by page."""

    def get(self, request: Request) -> Response:
        """A page of rows; ``next`` and ``previous`` are the addresses of the neighbouring pages."""
        try:
            table = Asked(self.resource, current(), request.query_params).table()
        except BadQuery as error:
            raise ValidationError(error.problems) from error
        rows = table.data()
        if self.resource.personal and rows:
            history.log_export(f"{self.resource.titles.page}: программный доступ", len(rows))
        return Response({"count": min(table.count, 1000), "more_than_counted": table.capped, **links(request, table),
                         "results": rows})  # fmt: skip


def links(request: Request, table: PlainTable) -> dict[str, str | None]:
    """The addresses of the neighbouring pages."""
    limit = request.query_params.get("limit")
    tail = f"&limit={limit}" if limit else ""

    def full(url: str) -> str | None:
        return request.build_absolute_uri(request.path + url + tail) if url else None

    return {"next": full(table.next_url), "previous": full(table.previous_url)}


class DetailOperation(ResourceOperation):
    """One row of the resource."""

    def get(self, request: Request, pk: Any) -> Response:
        """The row, or 404 where it is not in the scope of the role."""
        row = Asked(self.resource, current(), request.query_params).one(pk)
        if row is None:
            raise Http404
        if self.resource.personal:
            obj = self.resource.objects(current()).get(pk=pk)
            if self.resource.logs_view(current(), obj):
                history.log_view(obj, f"{self.resource.titles.one}: программный доступ"[:300])
        return Response(row)
