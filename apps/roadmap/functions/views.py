"""The matrix of functions, the page that confirms one, files."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core import access
from apps.core.actor import Actor, current
from apps.core.services import attachments
from apps.core.text import format_interval
from apps.core.web import nav, period
from apps.core.web.attachments import download
from apps.core.web.documents import asked_form
from apps.core.web.history import name_verbs
from apps.core.web.jobs import start_job
from apps.indicators.wording import act_reference
from apps.organizations.enums import ProfileLevel
from apps.organizations.models import Municipality, Profile
from apps.roadmap.functions import services
from apps.roadmap.functions.document import STATES, summary
from apps.roadmap.functions.forms import ConfirmForm
from apps.roadmap.functions.selectors import Asked, Standing, Subject, function_of, matrix, narrowed, profiles_in_sight
from apps.roadmap.models import FunctionEvidence

PAGE = "roadmap:functions"
READERS = nav.holders("functions")
nav.register(nav.Entry("roadmap", "Функции субъектов", PAGE, READERS, 60))
name_verbs({"confirm_function": "функция подтверждена", "withdraw_evidence": "подтверждение снято"})


def profiles() -> list[Profile]:
    """The profiles of the reader. Raises ``PermissionDenied`` for roles that read no functions."""
    if not READERS(current()):
        raise PermissionDenied("Функции субъектов не открыты для вашей роли.")
    return profiles_in_sight(current())


def find_profile(code: str) -> Profile:
    """A profile of the reader. Raises ``PermissionDenied``, ``Http404``."""
    found = next((one for one in profiles() if one.code == code), None)
    if found is None:
        raise Http404("Нет такого профиля")
    return found


def municipalities(profile: Profile, actor: Actor) -> list[Municipality]:
    """The parts of a regional profile that the reader may choose; for a municipal role its own only."""
    if profile.level == ProfileLevel.MUNICIPALITY:
        return []
    rows = Municipality.objects.filter(region=profile.region_id, regional=False, valid_to=None)
    whole = actor.is_system or actor.level in ("installation", "region")
    return list(rows if whole else [one for one in rows if one.pk == actor.municipality_id])


def asked(request: HttpRequest, profile: Profile) -> Asked:
    """What the address asks for: the period of the frame, a municipality (of a municipal role always its own)."""
    chosen, actor = period.current(request), current()
    offered = municipalities(profile, actor)
    wanted = request.GET.get("municipality", "")
    if actor.level == "municipality" and offered:
        wanted = str(offered[0].pk)
    found = next((one for one in offered if str(one.pk) == wanted), None)
    if wanted and found is None and profile.level == ProfileLevel.REGION:
        raise Http404("Нет такого муниципалитета")
    return Asked(profile, chosen.start, chosen.end, found)


@require_safe
def functions(request: HttpRequest) -> HttpResponse:
    """The matrix subject × function with the figures of the period."""
    known = profiles()
    wanted = request.GET.get("profile", "")
    profile = find_profile(wanted) if wanted else next(iter(known), None)
    context: dict[str, Any] = {"title": "Функции субъектов", "profiles": known, "profile": profile}
    if profile is not None:
        about = asked(request, profile)
        whole = matrix(about, current())
        context |= {"asked": about, **shown(request, whole), **offers(profile, about)}
    return TemplateResponse(request, "roadmap/functions.html", context)


def shown(request: HttpRequest, whole: list[Subject]) -> dict[str, Any]:
    """The matrix as it is drawn: the summary of the whole, the lines that are asked for."""
    subject, standing = request.GET.get("subject", ""), request.GET.get("state", "")
    rows = [(one, len(one.lines), [(state.words, one.count(state)) for state in STATES]) for one in whole]
    return {
        "summary": summary(whole),
        "overview": rows,
        "subjects": narrowed(whole, subject, standing),
        "chosen": {"subject": subject, "state": standing},
        "all_subjects": [(one.key, one.title) for one in whole],
    }


def offers(profile: Profile, about: Asked) -> dict[str, Any]:
    """What the reader may choose and do."""
    return {
        "states": [(state.value, state.words) for state in STATES],
        "open_state": Standing.OPEN,
        "municipalities": municipalities(profile, current()) if current().level != "municipality" else [],
        "may_confirm": services.may_confirm(current(), profile),
        "organization": current().organization_id,
        "period": format_interval(about.start, about.end),
        "act": act_reference(profile.act),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, profile: str, code: str) -> HttpResponse:
    """Confirm a function by words, a link or a document."""
    found = find_profile(profile)
    one = function_of(found, code)
    if one is None:
        raise Http404("Нет такой функции")
    if not services.may_confirm(current(), found):
        raise PermissionDenied(services.NOT_ALLOWED)
    chosen = period.current(request)
    days = {"period_from": chosen.start, "period_to": chosen.end}
    form = ConfirmForm(request.POST, request.FILES) if request.method == "POST" else ConfirmForm(initial=days)
    back = f"{reverse(PAGE)}?profile={found.code}&period={chosen.code}"
    if form.is_valid() and saved(form, found, code):
        messages.success(request, "Подтверждение записано.")
        return HttpResponseRedirect(back)
    context = {
        "title": "Подтверждение функции", "form": form, "function": one, "back": back,
        "crumbs": [("Функции субъектов", back)],
    }  # fmt: skip
    return TemplateResponse(request, "roadmap/confirm.html", context, status=422 if form.is_bound else 200)


def saved(form: ConfirmForm, profile: Profile, code: str) -> bool:
    """Whether the confirmation was written; a refusal goes to the form."""
    data = dict(form.cleaned_data)
    file = data.pop("file", None)
    organization = current().organization_id
    try:
        with transaction.atomic():
            if file and organization:
                data["file"] = attachments.keep(file.chunks(), name=file.name, organization=organization)
            services.confirm_function(profile=profile, function=code, **data)
    except ValidationError as error:
        form.refuse(error)
        return False
    return True


def find_evidence(pk: int) -> FunctionEvidence:
    """A confirmation in sight. Raises ``PermissionDenied``, ``Http404``."""
    profiles()
    mine = FunctionEvidence.objects.filter(access.scope(FunctionEvidence, current())).select_related("profile")
    return get_object_or_404(mine, pk=pk)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a confirmation of one's own organization back."""
    found = find_evidence(pk)
    back = f"{reverse(PAGE)}?profile={found.profile.code}&period={period.current(request).code}"
    services.withdraw_evidence(found)
    messages.success(request, "Подтверждение снято.")
    return HttpResponseRedirect(back)


@require_safe
def evidence_document(request: HttpRequest, pk: int) -> FileResponse:
    """The document of a confirmation; always a download."""
    return download(find_evidence(pk), "У подтверждения нет документа")


@require_POST
def functions_file(request: HttpRequest, profile: str) -> HttpResponse:
    """The matrix as a file, by a job."""
    found = find_profile(profile)
    form = asked_form(request)
    about = asked(request, found)
    parameters = {
        "profile": found.code, "start": about.start, "end": about.end, "form": form,
        "municipality": about.municipality.pk if about.municipality else None,
    }  # fmt: skip
    return start_job("functions_file", parameters, title=f"Функции субъектов: {about.territory}")
