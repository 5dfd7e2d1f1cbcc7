"""«Составить ИОМ» for people chosen in a list, by a template where one is chosen: one action for every such list."""

from django import forms

from apps.accounts.enums import Role
from apps.core.actor import Actor
from apps.core.web.actions import Action
from apps.core.web.forms import Form
from apps.routes import policies
from apps.routes.models import RouteTemplate
from apps.routes.services import drafting

CONSEQUENCE = (
    "Черновик составляется по последней независимой диагностике. Если выбран шаблон, сначала берутся те его пункты, что"
    " подходят к её результатам. Для дефицитов, которые ещё не охвачены, — программы ФР ДПП, восполняющие больше"
    " дефицитов за меньшее число часов, а для остальных — пункты, которые нужно дополнить. Черновик в показатель не"
    " входит: его дополняют, согласуют с педагогом и утверждают."
)


def drafts(actor: Actor) -> bool:
    """Whether the role drafts routes of others."""
    return actor.is_system or actor.role in policies.WRITERS - {Role.TEACHER}


class DraftForm(Form):
    """How the drafts are made."""

    template = forms.ModelChoiceField(
        RouteTemplate.objects.order_by("sort_key", "pk"), required=False, label="Шаблон", empty_label="без шаблона",
        help_text="Шаблоны — в разделе «Маршруты».",
    )  # fmt: skip


DRAFT_ROUTES = Action(
    "draft_routes", "Составить ИОМ", drafting.draft_route, "Черновики составлены.", icon="route", bulk=True,
    single=False, form=DraftForm, consequence=CONSEQUENCE, preview=drafting.preview, allowed=drafts,
)  # fmt: skip
