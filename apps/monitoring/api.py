"""Operations of the programming interface beside the lists: the values of a report, the explanation of a figure."""

from typing import Any

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core import access
from apps.core.actor import Actor, current
from apps.core.api.base import Operation
from apps.core.services import history
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.selectors import explanation, hidden
from apps.monitoring.selectors.explanation import Explanation, Line, NotInReport
from apps.monitoring.selectors.readings import readable_report, reads_reports, top_units
from apps.monitoring.selectors.subjects import Group
from apps.monitoring.selectors.values import value_of
from apps.monitoring.services.files import as_json, value_json
from apps.monitoring.wording import title_of

PAGE = 200
UNIT = OpenApiParameter("unit", description="ОКТМО или код организации; без него — ваша территория")
GROUPS = ("numerator", "denominator_only", "not_in_staff")


class ReportOperation(Operation):
    """An operation over one report."""

    def opens(self, actor: Actor) -> bool:
        return reads_reports(actor)

    def report(self, pk: int) -> Report:
        """The report, where something of it is in the scope of the role. Raises ``Http404``."""
        found = readable_report(pk)
        if found is None:
            raise Http404
        return found


class Values(ReportOperation):
    """The values of a report, in the form of ``compute_report --json``."""

    @extend_schema(
        operation_id="monitoring_report_values", summary="Значения показателей отчёта", tags=["monitoring"],
        description="Те же поля, что в файле compute_report --json; только территории вашей области видимости.",
        responses={200: dict},
    )  # fmt: skip
    def get(self, request: Request, pk: int) -> Response:
        """Every unit of every indicator."""
        return Response(as_json(self.report(pk)))


class Explained(ReportOperation):
    """Why a figure is what it is."""

    @extend_schema(
        operation_id="monitoring_report_explanation", summary="Объяснение показателя", tags=["monitoring"],
        description="Правило словами и причины с числами; с group — кто за ними стоит, если это открыто вашей роли.",
        parameters=[
            UNIT,
            OpenApiParameter("group", description="Чей список нужен", enum=GROUPS),
            OpenApiParameter("stage", description="Причина, для group=denominator_only"),
            OpenApiParameter("offset", int, description="Сколько строк пропустить; страница — 200"),
        ],
        responses={200: dict},
    )  # fmt: skip
    def get(self, request: Request, pk: int, indicator: str) -> Response:
        """The counts, and one list where it is asked for."""
        report = self.report(pk)
        try:
            told = explanation.explain(report, indicator, self.unit(report, request))
        except NotInReport as error:
            raise Http404(str(error)) from error
        answer = told_json(told)
        if request.query_params.get("group"):
            answer |= self.listed(told, request)
        return Response(answer)

    def unit(self, report: Report, request: Request) -> ReportUnit:
        """The unit asked for."""
        code = request.query_params.get("unit", "")
        return explanation.unit_of(report, code) if code else top_units(report)[0]

    def listed(self, told: Explanation, request: Request) -> dict[str, Any]:
        """The list of a group; looking at people is logged. Raises ``PermissionDenied`` where the role sees counts."""
        actor = current()
        if not (actor.is_system or access.rights().level(actor, "facts", access.READ)):
            raise PermissionDenied("Кто стоит за показателем, вашей роли не показывается.")
        group, offset = group_of(told, request.query_params), number(request.query_params, "offset") or 0
        lines = explanation.lines(told.report, told.number, told.unit, group, limit=PAGE, offset=offset)
        seen = [line_json(line) for line in lines if line.subject.name]
        if seen:
            history.log_export(f"{title_of(told.report)}: основания показателя, программный доступ", len(seen))
        whole = hidden.whole(told.report, told.number, told.unit, group)
        not_shown = whole - hidden.counted(told.report, told.number, told.unit, group)
        return {"subjects": seen, "count": whole, "not_shown": not_shown}


def number(query: Any, name: str) -> int | None:
    """A whole number of the address. Raises ``ValidationError``."""
    text = query.get(name, "")
    if text and not (text.isdecimal() and len(text) < 10):
        raise ValidationError({name: ["Ожидается целое число."]})
    return int(text) if text else None


def group_of(told: Explanation, query: Any) -> Group:
    """The group asked for. Raises ``ValidationError``."""
    asked = query["group"]
    if asked not in GROUPS:
        raise ValidationError({"group": [f"Ожидается одно из: {', '.join(GROUPS)}."]})
    if asked == "numerator":
        return explanation.numerator_group(told.report, told.number)
    if asked == "not_in_staff":
        return Group(outside=True)
    stage = number(query, "stage")
    if stage not in {reason.stage for reason in told.reasons}:
        raise ValidationError({"stage": ["Укажите причину из списка reasons."]})
    return Group(stage)


def told_json(told: Explanation) -> dict[str, Any]:
    """The explanation without names."""
    return {
        "report": told.report.pk,
        "indicator": told.method["code"],
        "title": told.method["title"],
        "clause": told.method["clause"],
        "method_version": told.method["version"],
        "rule": told.words,
        **value_json(told.unit, value_of(told.unit, told.number)),
        "not_in_staff": told.value.extra,
        "reasons": [{"stage": one.stage, "reason": one.sentence, "count": one.count} for one in told.reasons],
    }


def line_json(line: Line) -> dict[str, Any]:
    """A subject with the deciding record: named, never by СНИЛС."""
    subject = line.subject
    return {
        "id": subject.id,
        "name": subject.name,
        "organization": subject.organization,
        "record": line.record,
        "date": subject.on.isoformat() if subject.on else None,
    }


app_name = "monitoring-api"
urlpatterns = [
    path("report/<int:pk>/values/", Values.as_view(), name="values"),
    path("report/<int:pk>/figures/<slug:indicator>/", Explained.as_view(), name="figure"),
]
