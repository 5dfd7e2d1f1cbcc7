"""Forms: what the portal adds to Django's own, and how a service's refusal comes back to the field it is about."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import QuerySet

from apps.core import access
from apps.core.actor import current
from apps.core.web.controls import dress


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of the error summary: the sentence and the field it leads to (empty for the whole form)."""

    text: str
    anchor: str
    label: str = ""


class FormLooks:
    """Looks and error summary, for plain and model forms alike."""

    fields: dict[str, forms.Field]
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    use_required_attribute = False
    # Choices are re-fetched per request: name of the field → action that its rows must be open to.
    scoped: dict[str, str]

    def dress_fields(self) -> None:
        """Called at the end of ``__init__``: looks of every control and choices in the actor's scope."""
        for name, field in self.fields.items():
            dress(field)
            if isinstance(field, forms.ModelChoiceField):
                action = getattr(self, "scoped", {}).get(name, access.READ)
                field.queryset = in_scope(field.queryset, action)
                if not isinstance(field, forms.ModelMultipleChoiceField):
                    field.empty_label = "— выберите —" if field.required else "— не указано —"

    def sections(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, in the order of ``groups``; one nameless group where there are none."""
        named = self.groups or (("", tuple(self.fields)),)
        for title, names in named:
            yield title, [self[name] for name in names if name in self.fields]  # type: ignore[index]

    def summary(self) -> list[ErrorLink]:
        """Every error as a link to its field: the first thing read after a refusal."""
        errors: dict[str, list[str]] = self.errors  # type: ignore[attr-defined]
        return [self._error_link(name, text) for name, texts in errors.items() for text in texts]

    def _error_link(self, name: str, text: str) -> ErrorLink:
        if name == NON_FIELD_ERRORS or name not in self.fields:
            return ErrorLink(text, "")
        bound = self[name]  # type: ignore[index]
        return ErrorLink(text, bound.id_for_label or bound.auto_id, str(bound.label))

    def refuse(self, error: ValidationError) -> None:
        """Put a service's refusal beside the fields it names; what is not of this form stands on top."""
        for name, messages in message_map(error).items():
            target = name if name in self.fields else None
            for message in messages:
                self.add_error(target, message)  # type: ignore[attr-defined]


class Form(FormLooks, forms.Form):
    """A form of the portal."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dress_fields()


if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm


class RecordForm(FormLooks, ModelForm):
    """A form over a model's fields. It validates, yet never saves: ``cleaned_data`` goes to a service."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dress_fields()

    def save(self, commit: bool = True) -> Any:
        raise TypeError("Записывает служба (services), не форма")

    def _post_clean(self) -> None:
        """Validate fields and uniqueness on a copy: the object itself is left as it is stored."""
        stored = self.instance
        checked = type(stored)(**{f.attname: getattr(stored, f.attname) for f in stored._meta.concrete_fields})
        checked._state.adding = stored._state.adding
        checked.validate_constraints = partial(unique_only, checked)
        self.instance = checked
        super()._post_clean()  # type: ignore[misc]
        self.instance = stored


def unique_only(obj: models.Model, exclude: Collection[str] | None = None) -> None:
    """Only uniqueness is asked by forms: of every other constraint the service speaks, in words and at its field."""
    for constraint in obj._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            constraint.validate(type(obj), obj, exclude=set(exclude or ()))


class SpanForm(RecordForm):
    """A form with dates from–to: an end before its start is refused at the end, in words."""

    spans: tuple[tuple[str, str], ...] = (("start", "end"),)
    backwards = "Раньше, чем «{start}»: проверьте обе даты."

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for start, end in self.spans:
            first, last = data.get(start), data.get(end)
            if first is not None and last is not None and last < first:
                self.add_error(end, self.backwards.format(start=self.fields[start].label))
        return data


def message_map(error: ValidationError) -> dict[str, list[str]]:
    """A refusal as field → sentences."""
    if hasattr(error, "error_dict"):
        return dict(error.message_dict)
    return {NON_FIELD_ERRORS: error.messages}


def in_scope(rows: QuerySet[Any] | None, action: str = access.READ) -> QuerySet[Any] | None:
    """The rows that the actor may read (or write)."""
    if rows is None:
        return None
    model: type[models.Model] = rows.model
    return rows.filter(access.scope(model, current(), action)) if hasattr(model, "access") else rows.all()
