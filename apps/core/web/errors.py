"""Pages of errors: what happened, what was kept, what to do, and a code for support."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from apps.core.services.history import request_id


@dataclass(frozen=True, slots=True)
class Trouble:
    """The words of one kind of error."""

    title: str
    text: str
    advice: str


TROUBLES = {
    400: Trouble(
        "Запрос не понят",
        "Портал не смог разобрать то, что прислал браузер. Данные не изменены.",
        "Вернитесь назад и повторите. Если страница давно открыта, обновите её.",
    ),
    403: Trouble(
        "Нет доступа",
        "Ваша роль не может открыть эту страницу или сделать это. Данные не изменены.",
        "Если у вас несколько ролей, выберите другую в правом верхнем углу.",
    ),
    404: Trouble(
        "Страница не найдена",
        "Такой страницы нет, или запись не относится к вашей организации или территории.",
        "Проверьте адрес или найдите нужное через поиск вверху страницы.",
    ),
    409: Trouble(
        "Период закрыт",
        "Данные за этот период уже представлены, поэтому изменение не записано. Всё прежнее цело.",
        "Попросите ЦНППМ вернуть данные на исправление или разрешить исправить их до срока.",
    ),
    500: Trouble(
        "Ошибка портала",
        "Что-то сломалось у нас. Изменения последнего действия не сохранены, всё прежнее цело.",
        "Повторите через минуту. Если ошибка останется, сообщите в поддержку код.",
    ),
}


def trouble(request: HttpRequest, status: int, detail: str = "") -> HttpResponse:
    """The page of an error; ``detail`` is a sentence of ours, never an exception's own words."""
    context = {"trouble": TROUBLES[status], "status": status, "detail": detail, "code": request_id.get()}
    # A part of a page that is asked for alone has no frame around it.
    part = "HX-Request" in request.headers and "HX-Boosted" not in request.headers
    return render(request, "errors/bare.html" if part else "errors/trouble.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return trouble(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the sentence of ``PermissionDenied`` is ours and is shown."""
    return trouble(request, 403, str(exception))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: never says whether the row exists for others."""
    return trouble(request, 404)


def period_locked(request: HttpRequest, words: str) -> HttpResponse:
    """409: a write met a locked period and no form was there to say so; a bare page, for the transaction is broken."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": words}, status=409)
    context = {"trouble": TROUBLES[409], "status": 409, "detail": words, "code": request_id.get()}
    return render(request, "errors/bare.html", context, status=409)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a page of its own that reads nothing from the database, which may be what broke."""
    context = {"trouble": TROUBLES[500], "status": 500, "code": request_id.get()}
    return render(request, "errors/bare.html", context, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is old: usually the page was open over a new login."""
    return trouble(request, 403, "Страница устарела: откройте её заново и повторите действие.")
