"""The document of a pair on the pair's card."""

from typing import Any

from apps.core.actor import Actor
from apps.core.documents import html
from apps.events.documents.pair import pair_document
from apps.events.models import MentoringPair


def pair_document_part(pair: MentoringPair, actor: Actor) -> dict[str, Any]:
    """What the tab of the document reads."""
    return {"pair": pair.pk, "body": html.fragment(pair_document(pair), top=2)}
