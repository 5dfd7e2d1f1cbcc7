"""Logging in and out, the choice of the role, one's own profile and password."""

from typing import Any

from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import View

from apps.accounts import services
from apps.accounts.forms import LoginForm, PasswordForm
from apps.accounts.middleware import SESSION_KEY
from apps.accounts.models import User
from apps.accounts.selectors import demo_logins
from apps.core.actor import current


def safe_next(request: HttpRequest) -> str:
    """Where to go after the login: only an address of this portal."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    mine = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if mine else reverse("core:home")


@method_decorator([login_not_required, never_cache, sensitive_post_parameters("password")], name="dispatch")
class LoginView(View):
    """The page of the login."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            return HttpResponseRedirect(safe_next(request))
        return self.page(request, LoginForm(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = LoginForm(request, request.POST)
        if not form.is_valid() or form.user is None:
            return self.page(request, form, status=422)
        auth.login(request, form.user)
        return HttpResponseRedirect(safe_next(request))

    def page(self, request: HttpRequest, form: LoginForm, status: int = 200) -> TemplateResponse:
        """The form; on a demonstration installation its logins stand below."""
        context = {"title": "Вход", "form": form, "next": safe_next(request), "demo": demo_logins()}
        return TemplateResponse(request, "accounts/login.html", context, status=status)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """The end of the session."""
    auth.logout(request)
    return HttpResponseRedirect(reverse("accounts:login"))


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Another of one's own roles; the first page of that role follows, unless ``next`` names another of its pages."""
    wanted = request.POST.get("assignment", "")
    held = {str(assignment.pk): assignment for assignment in getattr(request, "assignments", [])}
    if wanted not in held:
        raise Http404("Нет такой роли")
    request.session[SESSION_KEY] = held[wanted].pk
    messages.success(request, f"Теперь вы работаете в роли «{held[wanted].get_role_display()}».")
    return HttpResponseRedirect(safe_next(request))


def profile(request: HttpRequest) -> HttpResponse:
    """Who I am for the portal."""
    context = {"title": "Мой профиль", "assignments": getattr(request, "assignments", [])}
    return TemplateResponse(request, "accounts/profile.html", context)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class PasswordView(View):
    """One's own new password."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, PasswordForm(self.user(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        user = self.user(request)
        form = PasswordForm(user, request.POST)
        if not form.is_valid():
            return self.page(request, form, status=422)
        services.change_password(user, password=form.cleaned_data["new"])
        auth.update_session_auth_hash(request, user)
        messages.success(request, "Пароль изменён.")
        return HttpResponseRedirect(reverse("accounts:profile"))

    @staticmethod
    def user(request: HttpRequest) -> User:
        """The user of the request."""
        return get_object_or_404(User, pk=current().user_id)

    def page(self, request: HttpRequest, form: PasswordForm, status: int = 200) -> TemplateResponse:
        """The form."""
        crumbs = [("Мой профиль", reverse("accounts:profile"))]
        context: dict[str, Any] = {"title": "Смена пароля", "form": form, "button": "Сменить пароль", "crumbs": crumbs}
        context["back"] = reverse("accounts:profile")
        return TemplateResponse(request, "generic/form.html", context, status=status)
