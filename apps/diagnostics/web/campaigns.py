"""Pages of a campaign beside its card: quotas by municipality, letters to organizations."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from apps.core import access
from apps.core.access import READ, WRITE
from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat, render
from apps.core.services import history
from apps.core.services.results import clean_name
from apps.core.web import nav
from apps.core.web.forms import Form
from apps.diagnostics.documents.invitation import letter
from apps.diagnostics.models import Campaign
from apps.diagnostics.selectors.campaign_progress import staff_by_municipality
from apps.diagnostics.selectors.campaign_schools import SCHOOLS_A_PAGE, invited_of, schools_of
from apps.diagnostics.services.quotas import proposed, set_quotas
from apps.organizations.models import Municipality

MOST = 1_000_000
NO_CAMPAIGN = "Такой кампании в вашей области нет"


def find_campaign(pk: int, kind: str = "campaigns", action: str = READ) -> Campaign:
    """A campaign in sight. Raises ``PermissionDenied`` for roles without the right, ``Http404`` out of scope."""
    if not nav.holders(kind)(current()):
        raise PermissionDenied("Эта страница не открыта для вашей роли.")
    found = Campaign.objects.filter(access.scope(Campaign, current()), pk=pk).select_related("tool", "region").first()
    if found is None:
        raise Http404(NO_CAMPAIGN)
    if action == WRITE and not access.can(current(), WRITE, found):
        raise PermissionDenied("Эту кампанию ваша роль может только смотреть.")
    return found


def page(request: HttpRequest, campaign: Campaign, template: str, title: str, **context: Any) -> TemplateResponse:
    """A page of a campaign with its crumbs."""
    status = context.pop("status", 200)
    card = reverse("diagnostics:campaign_detail", args=(campaign.pk,))
    crumbs = [("Кампании", reverse("diagnostics:campaign_list")), (campaign.title, card)]
    values = {"title": title, "crumbs": crumbs, "campaign": campaign, "back": f"{card}?tab=course", **context}
    return TemplateResponse(request, f"diagnostics/campaigns/{template}.html", values, status=status)


class QuotaForm(Form):
    """A number for each municipality of the campaign's region."""

    def __init__(self, *args: Any, places: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for pk, name in places:
            self.fields[f"place_{pk}"] = forms.IntegerField(label=name, min_value=0, max_value=MOST, required=False)
        self.dress_fields()

    def numbers(self) -> dict[int, int]:
        """Municipality → quota."""
        return {int(name.removeprefix("place_")): value or 0 for name, value in self.cleaned_data.items()}


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_quotas(request: HttpRequest, pk: int) -> HttpResponse:
    """The quotas as a table; a total in the address proposes them by the staff."""
    campaign = find_campaign(pk, action=WRITE)
    staff = staff_by_municipality(campaign, timezone.localdate())
    places = list(Municipality.objects.filter(pk__in=staff).order_by("sort_key").values_list("pk", "name"))
    sent = request.POST if request.method == "POST" else None
    form = QuotaForm(sent, places=places, initial=initial_of(campaign, request, staff))
    if request.method == "POST" and form.is_valid():
        try:
            set_quotas(campaign, form.numbers())
            messages.success(request, "Контрольные цифры сохранены.")
            return HttpResponseRedirect(f"{reverse('diagnostics:campaign_detail', args=(pk,))}?tab=course")
        except ValidationError as error:
            form.refuse(error)
    rows = [(form[f"place_{key}"], staff[key]) for key, _ in places]
    return page(
        request, campaign, "quotas", "Контрольные цифры", form=form, rows=rows, total=asked(request) or "",
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


def asked(request: HttpRequest) -> int:
    """The total that is to be shared out; nought where none is given."""
    text = request.GET.get("total", "")
    return min(int(text), MOST) if text.isdecimal() else 0


def initial_of(campaign: Campaign, request: HttpRequest, staff: dict[int, int]) -> dict[str, int]:
    """What stands in the table: the stored quotas, or those proposed."""
    stored = dict(campaign.quotas.values_list("municipality", "number"))
    numbers = proposed(total, staff) if (total := asked(request)) else stored
    return {f"place_{key}": numbers.get(key, 0) for key in staff}


@require_safe
def campaign_letters(request: HttpRequest, pk: int) -> HttpResponse:
    """The organizations of the invited, each with its letter."""
    campaign = find_campaign(pk, "invitations")
    text = request.GET.get("page", "1")
    number = max(1, int(text)) if text.isdecimal() else 1
    schools = schools_of(campaign, number)
    more = len(schools) > SCHOOLS_A_PAGE
    return page(
        request, campaign, "letters", "Письма организациям", schools=schools[:SCHOOLS_A_PAGE],
        previous=number - 1 if number > 1 else None, next=number + 1 if more else None,
    )  # fmt: skip


@require_safe
def campaign_letter(request: HttpRequest, pk: int, organization: int, form: str) -> HttpResponse:
    """The letter to one organization as a file; people's names leave the portal with it, so it is logged."""
    campaign = find_campaign(pk, "invitations")
    if form not in (DocumentFormat.DOCX, DocumentFormat.PDF):
        raise Http404("Такого файла нет")
    people = invited_of(campaign, organization)
    if not people:
        raise Http404("В этой организации никто не приглашён")
    chosen = DocumentFormat(form)
    document = letter(campaign, people, timezone.localdate())
    history.log_export(f"Письмо о диагностике «{campaign.title}»", len(people))
    name = clean_name(f"Приглашение, {people[0].organization}.{chosen.value}")
    answer = HttpResponse(render(document, chosen), content_type=chosen.content_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer
