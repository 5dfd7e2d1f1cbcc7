"""The steps of a submission as pages: who may, what is asked, what will happen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.web.forms import Form
from apps.monitoring import submitting
from apps.monitoring.models import Submission
from apps.monitoring.selectors.completeness import CONFIRMATIONS
from apps.monitoring.services import submission as services

REASONS = {"rows": 4}
USUAL_EXCEPTION = timedelta(days=5)


class SubmitForm(Form):
    """What is confirmed by hand, and why the warnings that are left are no obstacle."""

    confirmed = forms.MultipleChoiceField(
        label="Подтверждаю",
        choices=list(CONFIRMATIONS.items()),
        error_messages={"required": "Отметьте, что сверено."},
        widget=forms.CheckboxSelectMultiple(),
    )
    note = forms.CharField(
        label="Пояснение к предупреждениям",
        max_length=500,
        required=False,
        widget=forms.Textarea(REASONS),
        help_text="Нужно, если остались предупреждения без пояснения.",
    )


class RemarkForm(Form):
    """What is to be mended."""

    remark = forms.CharField(
        label="Замечания", max_length=4000, widget=forms.Textarea(REASONS), help_text="Что исправить и где."
    )


class ExceptionForm(Form):
    """Until when, and why."""

    until = forms.DateField(label="Разрешить исправлять по", help_text="Последний день включительно.")
    reason = forms.CharField(label="Зачем", max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("until", timezone.localdate() + USUAL_EXCEPTION)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its words, its form, who may make it, the service."""

    title: str
    consequence: str
    done: str
    run: Callable[..., Any]
    may: Callable[[Actor, Submission], bool]
    form: type[Form] | None = None


def opened(actor: Actor, submission: Submission) -> bool:
    """Whether an exception holds that the actor may end."""
    return submission.open_until is not None and submitting.may_return(actor, submission)


STEPS: dict[str, Step] = {
    "submit": Step(
        "Представить данные",
        "Записи за этот период будут закрыты для изменений: на экранах, в загрузках и для программ. Исправить их можно "
        "будет после возврата или с разрешения того, кто принимает данные.",
        "Данные представлены, период закрыт для изменений.",
        services.submit_data,
        submitting.may_submit,
        SubmitForm,
    ),
    "accept": Step(
        "Принять данные",
        "Данные муниципалитета войдут в отчёт как принятые и останутся закрытыми для изменений.",
        "Данные приняты.",
        services.accept_data,
        submitting.may_decide,
    ),
    "return": Step(
        "Вернуть данные",
        "Период откроется для исправлений, муниципалитет получит ваши замечания и представит данные заново.",
        "Данные возвращены, период открыт.",
        services.return_data,
        submitting.may_return,
        RemarkForm,
    ),
    "allow": Step(
        "Разрешить исправить",
        "До указанного дня записи за период снова можно менять; потом период закроется сам, без нового представления.",
        "Исправления разрешены.",
        services.allow_corrections,
        submitting.may_return,
        ExceptionForm,
    ),
    "close": Step(
        "Закончить исправления",
        "Период закроется для изменений сейчас, раньше назначенного дня.",
        "Исправления закончены, период закрыт.",
        services.end_corrections,
        opened,
    ),
}
