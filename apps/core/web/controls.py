"""Controls of forms: classes of the design system, dates as people write them."""

from typing import Any

from django import forms

DATE_FORMAT = "%d.%m.%Y"
DATE_HINT = "ДД.ММ.ГГГГ"


class RussianDateInput(forms.DateInput):
    """A date typed as ДД.ММ.ГГГГ: quicker than a calendar, and the same in every browser."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"placeholder": DATE_HINT, "inputmode": "numeric", "autocomplete": "off", "maxlength": "10"}
        super().__init__({**own, **(attrs or {})}, format=DATE_FORMAT)


def write_decimals(field: forms.DecimalField | forms.FloatField) -> None:
    """A fraction is shown and typed with a comma (a point is understood too): a browser's own box of numbers takes the
    one or the other by its own language and drops what it does not understand."""
    kept = {name: value for name, value in field.widget.attrs.items() if name not in {"min", "max", "step"}}
    field.widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", **kept})
    field.localize = field.widget.is_localized = True


def css_class(widget: forms.Widget) -> str:
    """The design system's class of a control."""
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "form-check-input"
    if isinstance(widget, forms.Select):
        return "form-select"
    return "" if isinstance(widget, forms.HiddenInput) else "form-control"


def dress(field: forms.Field, *, small: bool = False) -> None:
    """Give a field's control its looks; a plain date control becomes the portal's own."""
    if isinstance(field, forms.DateField) and type(field.widget) is forms.DateInput:
        field.widget = RussianDateInput()
    if isinstance(field, forms.DecimalField | forms.FloatField) and type(field.widget) is forms.NumberInput:
        write_decimals(field)
    if isinstance(field, forms.TypedChoiceField):
        nothing = "— выберите —" if field.required else "— не указано —"
        field.choices = [(value, label if value else nothing) for value, label in list(field.widget.choices)]
    kind = css_class(field.widget)
    sizes = {"form-control": "form-control-sm", "form-select": "form-select-sm"} if small else {}
    classes = [field.widget.attrs.get("class", ""), kind, sizes.get(kind, "")]
    field.widget.attrs["class"] = " ".join(c for c in classes if c)


def control_kind(widget: forms.Widget) -> str:
    """How a template lays a control out: one box, a group of boxes, a file, or a line."""
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "line"
