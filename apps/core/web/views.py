"""The pages of a resource: list, card, forms. Every one of them begins with the actor and the resource."""

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.views.generic import View

from apps.core import locks
from apps.core.actor import Actor, current
from apps.core.services import history
from apps.core.web import exports, saved
from apps.core.web import resource as resources
from apps.core.web.card import Card, find_object
from apps.core.web.jobs import start_job
from apps.core.web.listing import Listing
from apps.core.web.resource import Resource, Write
from apps.core.web.state import COLUMNS, VIEW, ListState

# The database's last word, where a service has not said it better.
CONTRADICTION = (
    "Такие данные противоречат уже сохранённым: например, такая запись уже есть или сроки накладываются на другие."
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page (never when it restores its history)."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


class ResourceView(View):
    """A page of a resource: closed (403) to roles that may not open such rows."""

    resource: Resource = None  # type: ignore[assignment]
    template = ""

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return current()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.resource.opens(self.actor):
            raise PermissionDenied("Этот раздел не открыт для вашей роли.")
        return super().dispatch(request, *args, **kwargs)

    def page(self, title: str, status: int = 200, **context: Any) -> TemplateResponse:
        """A page of this resource with its crumbs."""
        given = {"resource": self.resource, "title": title, "crumbs": self.crumbs(**context), **context}
        return TemplateResponse(self.request, self.template, given, status=status)

    def crumbs(self, obj: Any = None, card: Card | None = None, **_: Any) -> list[tuple[str, str]]:
        """The way from the list (or the parent object) to this page."""
        target = card.obj if card is not None else obj
        trail = parent_crumbs(self.resource, target, self.actor) or [
            (self.resource.titles.page, self.resource.url("list"))
        ]
        if obj is not None and self.resource.detail:
            trail.append((self.resource.title_of(obj), self.resource.url("detail", obj.pk)))
        return trail


def parent_crumbs(resource: Resource, obj: Any, actor: Actor) -> list[tuple[str, str]]:
    """The crumbs of an object that belongs to another one: the other's list, the other itself."""
    if resource.parent is None or obj is None:
        return []
    name, label = resource.parent
    parent = resources.get(label)
    found = parent.rows(actor).filter(pk=getattr(obj, f"{name}_id")).first()
    if found is None:
        return []
    return [(parent.titles.page, parent.url("list")), (parent.title_of(found), parent.url("detail", found.pk))]


class ListView(ResourceView):
    """The list: a whole page, or only the table for htmx."""

    template = "generic/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        listing = Listing(self.resource, self.actor, request)
        if is_part(request):
            self.template = "generic/list_part.html"
        response = self.page(self.resource.titles.page, listing=listing)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def crumbs(self, obj: Any = None, card: Card | None = None, **_: Any) -> list[tuple[str, str]]:
        return []


class DetailView(ResourceView):
    """The card of an object; looking at another person's card is logged."""

    template = "generic/detail.html"

    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        obj = find_object(self.resource, self.actor, pk)
        card = Card(self.resource, self.actor, obj, request)
        if self.resource.logs_view(self.actor, obj):
            history.log_view(obj, f"{self.resource.titles.one}: карточка"[:300])
        return self.page(card.title, card=card)


class FormView(ResourceView, ABC):
    """The common part of creating and editing: what was typed is kept, a refusal leads to its field."""

    template = "generic/form.html"

    def answer(self, form: Any, write: Write, obj: models.Model | None) -> HttpResponse:
        """Do it, or show the form again with the reasons."""
        if form.is_valid():
            saved_object = self._run(form, write, obj)
            if saved_object is not None:
                messages.success(self.request, write.done or "Изменения сохранены.")
                for text in self.resource.warnings_of(saved_object):
                    messages.warning(self.request, text)
                return HttpResponseRedirect(self.after(saved_object))
        return self.show(form, write, obj, status=422)

    def _run(self, form: Any, write: Write, obj: models.Model | None) -> models.Model | None:
        data = form.cleaned_data
        try:
            with transaction.atomic():
                done: models.Model = write.run(**data) if obj is None else write.run(obj, **data)
                connection.check_constraints()
                return done
        except ValidationError as error:
            form.refuse(error)
        except IntegrityError as error:
            form.refuse(ValidationError(locks.refusal(error) or CONTRADICTION))
        return None

    @abstractmethod
    def show(self, form: Any, write: Write, obj: models.Model | None, status: int = 200) -> HttpResponse:
        """The form's page."""

    def after(self, obj: Any) -> str:
        """Where to go when it is done: the object's page, or its parent's; the list where that page is out of sight."""
        target, key = self.resource, obj.pk
        if self.resource.parent is not None:
            name, label = self.resource.parent
            target, key = resources.get(label), getattr(obj, f"{name}_id")
        if target.detail and target.rows(self.actor).filter(pk=key).exists():
            return target.url("detail", key)
        return self.resource.url("list")


class CreateView(FormView):
    """A new object."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.resource.may_create(self.actor):
            raise PermissionDenied("Ваша роль не может добавлять такие записи.")
        return super().dispatch(request, *args, **kwargs)

    @property
    def write(self) -> Write:
        """The declaration of this page."""
        assert self.resource.create is not None
        return self.resource.create

    def get(self, request: HttpRequest) -> HttpResponse:
        initial = {
            name: value for name, value in request.GET.items() if name in getattr(self.write.form, "base_fields", {})
        }
        return self.show(self.write.form(initial=initial), self.write, None)

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.answer(self.write.form(request.POST, request.FILES), self.write, None)

    def show(self, form: Any, write: Write, obj: models.Model | None, status: int = 200) -> HttpResponse:
        title = write.title or f"Новая запись: {self.resource.titles.one}"
        return self.page(title, status, form=form, button=write.button or "Добавить", back=self.resource.url("list"))


class EditView(FormView):
    """Changes of an object: out of scope it is not there (404), in scope but closed it is refused (403)."""

    def load(self, pk: Any) -> tuple[Any, Write]:
        """The object and the declaration of its form."""
        obj = get_object_or_404(self.resource.objects(self.actor), pk=pk)
        if self.resource.edit is None or not self.resource.may_edit(self.actor, obj):
            raise PermissionDenied("Эту запись ваша роль может только смотреть.")
        return obj, self.resource.edit

    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        obj, write = self.load(pk)
        return self.show(self.form(write, obj), write, obj)

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        obj, write = self.load(pk)
        return self.answer(self.form(write, obj, request.POST, request.FILES), write, obj)

    @staticmethod
    def form(write: Write, obj: models.Model, *args: Any) -> Any:
        """The form over the object."""
        return write.form(*args, instance=obj)  # type: ignore[call-arg]

    def show(self, form: Any, write: Write, obj: models.Model | None, status: int = 200) -> HttpResponse:
        assert obj is not None
        back = self.resource.url("detail", obj.pk) if self.resource.detail else self.resource.url("list")
        title = write.title or "Изменение записи"
        return self.page(title, status, form=form, button=write.button or "Сохранить", back=back, obj=obj)


class ExportView(ResourceView):
    """The file of exactly this list; a long one becomes a job."""

    def post(self, request: HttpRequest) -> HttpResponseBase:
        if not self.resource.exports:
            raise PermissionDenied("Этот список не выгружается.")
        query = ListState(request.GET).saved()
        table = exports.table_of(self.resource, self.actor, query)
        if table.base.order_by()[: exports.DIRECT_ROWS + 1].values("pk").count() > exports.DIRECT_ROWS:
            parameters = {"resource": self.resource.label(), "query": query}
            return start_job("export_list", parameters, title=f"Выгрузка: {self.resource.titles.page}")
        name = exports.file_name(self.resource)
        return FileResponse(exports.finished_file(table), as_attachment=True, filename=name, content_type=XLSX)


class ColumnsView(ResourceView):
    """The choice of columns: kept for the next time and put into the address."""

    def post(self, request: HttpRequest) -> HttpResponse:
        known = {column.name for column in self.resource.columns}
        names = [name for name in request.POST.getlist("column") if name in known]
        names = [] if "reset" in request.POST else names
        saved.remember_columns(self.resource.label(), names)
        state = ListState(request.GET)
        return HttpResponseRedirect(self.resource.url("list") + state.url(**{COLUMNS: ",".join(names) or None}))


class SavedViewView(ResourceView):
    """Keeping and removing named views."""

    def post(self, request: HttpRequest) -> HttpResponse:
        state, label = ListState(request.GET), self.resource.label()
        back = self.resource.url("list")
        if forgotten := request.POST.get("forget"):
            saved.forget(label, int(forgotten)) if forgotten.isdecimal() else None
            messages.success(request, "Вид удалён.")
            return HttpResponseRedirect(back + state.url(**{VIEW: None}))
        return self._keep(request, state, back)

    def _keep(self, request: HttpRequest, state: ListState, back: str) -> HttpResponse:
        name = " ".join(request.POST.get("name", "").split())[:80]
        view = saved.keep(self.resource.label(), name, state.saved()) if name else None
        if view is None:
            problem = "Видов уже слишком много: удалите ненужные." if name else "Назовите вид, чтобы сохранить его."
            messages.error(request, problem)
            return HttpResponseRedirect(back + state.url())
        messages.success(request, f"Вид «{name}» сохранён.")
        return HttpResponseRedirect(back + state.url(**{VIEW: str(view.pk)}))
