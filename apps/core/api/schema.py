"""What the generated operations tell of themselves: fields from columns, parameters from filters."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django import forms
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers

from apps.core.web.columns import Column, Kind
from apps.core.web.resource import Resource

FIELDS: dict[Kind, Callable[..., serializers.Field[Any, Any, Any, Any]]] = {
    Kind.DATE: serializers.DateField,
    Kind.MOMENT: serializers.DateTimeField,
    Kind.FLAG: serializers.BooleanField,
    Kind.NUMBER: serializers.DecimalField,
    Kind.PERCENT: serializers.DecimalField,
}
PAGING = (
    ("sort", "Имя столбца, с минусом — от конца"),
    ("after", "Место следующей страницы: берётся из next"),
    ("before", "Место предыдущей страницы: берётся из previous"),
    ("limit", "Строк на странице, от 1 до 500; обычно 50"),
)


def operation_name(resource: Resource, action: str) -> str:
    """``organizations_site_list``."""
    return f"{resource.label().replace('.', '_')}_{action}"


def field_of(column: Column) -> serializers.Field[Any, Any, Any, Any]:
    """A column as a field of an answer."""
    made = FIELDS.get(column.kind, serializers.CharField)
    numeric = {"max_digits": None, "decimal_places": None} if made is serializers.DecimalField else {}
    return made(allow_null=True, help_text=column.title, **numeric)


@cache
def row_class(resource: Resource) -> type[serializers.Serializer[Any]]:
    """The shape of a row; one class for the list and the single row."""
    fields: dict[str, serializers.Field[Any, Any, Any, Any]] = {"id": serializers.CharField(help_text="Номер записи")}
    fields |= {column.name: field_of(column) for column in resource.columns}
    links = [column for column in resource.columns if column.link_key]
    fields |= {f"{column.name}_id": serializers.IntegerField(allow_null=True) for column in links}
    return type(inline_serializer(operation_name(resource, "row"), fields))


def page_serializer(resource: Resource) -> serializers.Serializer[Any]:
    """The shape of a page of rows."""
    fields: dict[str, serializers.Field[Any, Any, Any, Any]] = {
        "count": serializers.IntegerField(help_text="Сколько всего; считается до 1000"),
        "more_than_counted": serializers.BooleanField(help_text="Строк больше, чем сосчитано"),
        "next": serializers.CharField(allow_null=True),
        "previous": serializers.CharField(allow_null=True),
        "results": row_class(resource)(many=True),
    }
    page: serializers.Serializer[Any] = inline_serializer(operation_name(resource, "page"), fields)
    return page


def parameters_of(resource: Resource) -> list[OpenApiParameter]:
    """The parameters of a list: search, filters, order and place."""
    found = [OpenApiParameter("q", description=resource.search_hint or "Поиск")] if resource.search else []
    filters = resource.filterset.base_filters if resource.filterset is not None else {}
    found += [filter_parameter(name, one) for name, one in filters.items()]
    return found + [OpenApiParameter(name, description=words) for name, words in PAGING]


def filter_parameter(name: str, one: Any) -> OpenApiParameter:
    """A filter as a parameter; a closed list tells its values."""
    choices = one.extra.get("choices")
    values = [str(value) for value, _ in choices] if isinstance(choices, list | tuple) else None
    many = issubclass(one.field_class, forms.MultipleChoiceField)
    return OpenApiParameter(name, description=str(one.label or name), enum=values, many=many)


def describe_list(resource: Resource) -> Callable[[Any], Any]:
    """The decorator of a list's view."""
    described: Callable[[Any], Any] = extend_schema(
        operation_id=operation_name(resource, "list"),
        summary=resource.titles.page,
        description=resource.help or resource.titles.page,
        tags=[resource.model._meta.app_label],
        parameters=parameters_of(resource),
        responses=page_serializer(resource),
    )
    return described


def describe_detail(resource: Resource) -> Callable[[Any], Any]:
    """The decorator of one row's view."""
    described: Callable[[Any], Any] = extend_schema(
        operation_id=operation_name(resource, "detail"),
        summary=f"{resource.titles.page}: одна запись",
        tags=[resource.model._meta.app_label],
        responses=row_class(resource),
    )
    return described
