"""What every operation shares: the session's login, the role's actor, answers in JSON only."""

from abc import ABC, abstractmethod
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.core.actor import Actor, current


# A program without a login gets 403 in JSON, not the page of the login.
@method_decorator(login_not_required, name="dispatch")
class Operation(APIView, ABC):
    """The base of all operations: read only, closed (403) to a visitor and to a role that may not read such rows."""

    authentication_classes = (SessionAuthentication,)
    permission_classes = (IsAuthenticated,)
    renderer_classes = (JSONRenderer,)
    http_method_names = ("get", "head", "options")

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not self.opens(current()):
            raise PermissionDenied("Этот раздел не открыт для вашей роли.")

    @abstractmethod
    def opens(self, actor: Actor) -> bool:
        """Whether the role may ask for it at all."""
