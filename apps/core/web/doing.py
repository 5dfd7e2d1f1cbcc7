"""Actions of a resource: the page between the button and the deed, over one object, chosen rows, or all found."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404

from apps.core import access, locks
from apps.core.actor import Actor, current
from apps.core.jobs import JobContext, Outcome, job_kind
from apps.core.text import count_text
from apps.core.web import resource as resources
from apps.core.web.actions import DIRECT_LIMIT, Action
from apps.core.web.forms import message_map
from apps.core.web.jobs import start_job
from apps.core.web.listing import Rows
from apps.core.web.resource import Resource
from apps.core.web.state import ListState
from apps.core.web.views import CONTRADICTION, ResourceView

SHOWN_NAMES = 10
NOT_NOW = "сейчас это действие к записи неприменимо"
SHOWN_REFUSALS = 5
CONFIRMED, TYPED, EVERYTHING, IDS = "confirmed", "typed_name", "everything", "ids"


@dataclass(slots=True)
class Tally:
    """What became of the rows of an action: how many were done, which refused and why."""

    done: int
    refused: list[str]

    @property
    def words(self) -> str:
        """One sentence for the message."""
        text = f"Сделано: {count_text(self.done, 'запись', 'записи', 'записей')}."
        if self.refused:
            text += f" Отказано: {count_text(len(self.refused), 'запись', 'записи', 'записей')}."
        return text


def carry_out(action: Action, objects: Iterable[Any], data: dict[str, Any], context: JobContext | None = None) -> Tally:
    """Run an action over objects; each one is done or refused by itself, and the refusals are told by name."""
    if action.together:
        return _whole(action, list(objects), data)
    tally = Tally(0, [])
    for number, obj in enumerate(objects):
        if context is not None:
            context.progress(number, None, action.title)
        reason = _one(action, obj, data)
        if reason:
            tally.refused.append(f"{obj}: {reason}")
        else:
            tally.done += 1
    return tally


def _whole(action: Action, objects: list[Any], data: dict[str, Any]) -> Tally:
    reason = _run(action, objects, data)
    return Tally(0, [reason]) if reason else Tally(len(objects), [])


def _one(action: Action, obj: Any, data: dict[str, Any]) -> str:
    return _run(action, [obj], data)


def _run(action: Action, objects: list[Any], data: dict[str, Any]) -> str:
    """Run it over one object (or over all of them at once) and return the reason of a refusal."""
    unfit = [str(obj) for obj in objects if not (action.tells or action.suits(obj))]
    if unfit:
        return NOT_NOW if len(objects) == 1 else f"{NOT_NOW}: {', '.join(unfit[:SHOWN_REFUSALS])}"
    try:
        with transaction.atomic():
            action.run(objects if action.together else objects[0], **data)
            connection.check_constraints()
    except ValidationError as error:
        return " ".join(text for texts in message_map(error).values() for text in texts)
    except IntegrityError as error:
        return locks.refusal(error) or CONTRADICTION
    return ""


def writable(resource: Resource, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of these rows those that the actor may change."""
    return resource.writable(actor, rows)


@job_kind("list_action", title="Действие над списком")
def list_action(context: JobContext, *, resource: str, action: str, query: str, form: str) -> Outcome:
    """An action over everything a list shows, in the background, as the user who asked for it."""
    found = resources.get(resource)
    chosen = action_of(found, action, current())
    filled = chosen.form(QueryDict(form)) if chosen.form else None
    if filled is not None and not filled.is_valid():
        return Outcome(message="Данные действия устарели: откройте список и повторите.")
    rows = writable(found, current(), Rows(found, current(), ListState(QueryDict(query))).rows)
    tally = carry_out(chosen, rows.iterator(chunk_size=500), filled.cleaned_data if filled else {}, context)
    return Outcome(message=" ".join([tally.words, *tally.refused[:SHOWN_REFUSALS]])[:300], url=found.url("list"))


def action_of(resource: Resource, name: str, actor: Actor) -> Action:
    """The action of that name. Raises ``Http404`` for an unknown one, ``PermissionDenied`` for a closed one."""
    found = next((action for action in resource.every_action() if action.name == name), None)
    if found is None:
        raise Http404(f"Нет действия «{name}»")
    if not (resource.may(actor, access.READ if found.by_reader else access.WRITE) and found.open_to(actor)):
        raise PermissionDenied("Ваша роль не может этого делать.")
    return found


class ActionView(ResourceView):
    """An action over one object."""

    template = "generic/action.html"

    def load(self, pk: Any, name: str) -> tuple[Any, Action]:
        """The object and the action, both open to the actor."""
        obj = get_object_or_404(self.resource.objects(self.actor), pk=pk)
        action = action_of(self.resource, name, self.actor)
        if not self.resource.may_act(self.actor, action, obj):
            raise PermissionDenied("Эту запись ваша роль может только смотреть.")
        return obj, action

    def get(self, request: HttpRequest, pk: Any, name: str) -> HttpResponse:
        obj, action = self.load(pk, name)
        return self.show(action, obj, action.form() if action.form else None)

    def post(self, request: HttpRequest, pk: Any, name: str) -> HttpResponse:
        obj, action = self.load(pk, name)
        form = action.form(request.POST) if action.form else None
        if form is not None and not form.is_valid():
            return self.show(action, obj, form, status=422)
        if action.typed and request.POST.get(TYPED, "").strip() != self.resource.title_of(obj):
            return self.show(action, obj, form, 422, "Название набрано не так, как у записи: ничего не сделано.")
        reason = _one(action, obj, form.cleaned_data if form else {})
        obj.pk = pk  # Django empties it before the database refuses a deletion
        if reason:
            return self.show(action, obj, form, 422, reason)
        messages.success(request, action.done)
        gone = not self.resource.rows(self.actor).filter(pk=obj.pk).exists()
        return HttpResponseRedirect(self.resource.url("list") if gone else self.back(obj))

    def show(self, action: Action, obj: Any, form: Any, status: int = 200, problem: str = "") -> HttpResponse:
        """The page that names the object and the consequence."""
        return self.page(
            action.title, status, action=action, form=form, obj=obj, names=[self.resource.title_of(obj)],
            problem=problem, back=self.back(obj), target=self.request.path,
        )  # fmt: skip

    def back(self, obj: models.Model) -> str:
        """Where the page was opened from."""
        return self.resource.url("detail", obj.pk) if self.resource.detail else self.resource.url("list")


class BulkView(ResourceView):
    """An action over the chosen rows of a list, or over all that it shows."""

    template = "generic/action.html"

    def post(self, request: HttpRequest, name: str) -> HttpResponse:
        action = action_of(self.resource, name, self.actor)
        if not action.bulk:
            raise Http404("Действие не для списка")
        rows = self.chosen()
        count = rows.order_by()[: DIRECT_LIMIT + 1].values("pk").count()
        if count == 0:
            messages.error(request, "Ничего не выбрано из того, что вам можно менять.")
            return HttpResponseRedirect(self.back())
        confirmed = CONFIRMED in request.POST
        form = action.form(request.POST if confirmed else None) if action.form else None
        if (action.asks and not confirmed) or (form is not None and confirmed and not form.is_valid()):
            return self.show(action, form, rows, count, 422 if confirmed else 200)
        return self._run(action, form, rows, count)

    def chosen(self) -> QuerySet[Any]:
        """The rows meant, of those open to changes."""
        rows = Rows(self.resource, self.actor, ListState(self.request.GET), self.request).rows
        if EVERYTHING not in self.request.POST:
            ids = [i for i in self.request.POST.getlist(IDS) if self._is_key(i)]
            rows = rows.filter(pk__in=ids)
        return writable(self.resource, self.actor, rows)

    def _is_key(self, text: str) -> bool:
        try:
            self.resource.model._meta.pk.to_python(text)
        except ValidationError:
            return False
        return True

    def _run(self, action: Action, form: Any, rows: QuerySet[Any], count: int) -> HttpResponse:
        if count > DIRECT_LIMIT:
            return self._submit(action)
        tally = carry_out(action, list(rows), form.cleaned_data if form else {})
        messages.success(self.request, tally.words) if tally.done else None
        for text in tally.refused[:SHOWN_REFUSALS]:
            messages.error(self.request, text)
        return HttpResponseRedirect(self.back())

    def _submit(self, action: Action) -> HttpResponse:
        fields = self.request.POST.copy()
        for name in ("csrfmiddlewaretoken", CONFIRMED, EVERYTHING, IDS):
            fields.pop(name, None)
        parameters = {
            "resource": self.resource.label(),
            "action": action.name,
            "query": ListState(self.request.GET).saved(),
            "form": fields.urlencode(),
        }
        return start_job("list_action", parameters, title=f"{action.title}: {self.resource.titles.page}")

    def show(self, action: Action, form: Any, rows: QuerySet[Any], count: int, status: int) -> HttpResponse:
        """The page that says how many rows, and the first of their names."""
        over = f"более {DIRECT_LIMIT} записей" if count > DIRECT_LIMIT else ""
        return self.page(
            action.title, status, action=action, form=form, names=[str(obj) for obj in rows[:SHOWN_NAMES]],
            count=over or count_text(count, "запись", "записи", "записей"), back=self.back(),
            target=self.request.get_full_path(), ids=self.request.POST.getlist(IDS),
            everything=EVERYTHING in self.request.POST, bulk=True,
            preview=action.preview(rows) if action.preview else [],
        )  # fmt: skip

    def back(self) -> str:
        """The same list."""
        return self.resource.url("list") + ListState(self.request.GET).url()
