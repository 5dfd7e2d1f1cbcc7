"""The page on which a report by a form is filled: it saves by itself (saving.py) and is handed in by a button."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone

from apps.core.services import attachments
from apps.core.web.autosave import SavingForm
from apps.core.web.resource import Write
from apps.core.web.views import EditView
from apps.monitoring.enums import CriterionKind
from apps.monitoring.models import Criterion, CriterionAnswer, FormReport
from apps.monitoring.services.questionnaires.checking import finish_check
from apps.monitoring.services.questionnaires.filling import LINK, Given, field_of, save_answers, submit_report, written

SHORT_SCALE = 6
YES_NO = (("1", "да"), ("0", "нет"))
LIMIT = Decimal(10) ** 11
HAND_IN = "hand_in"
NOT_NOW = "Отчёт заполняет тот, кому он адресован, пока он не сдан и сбор не закрыт."


def control_of(criterion: Criterion, answer: CriterionAnswer | None) -> forms.Field:
    """The control of a criterion: nothing is required while the report is a draft."""
    words: dict[str, Any] = {
        "label": f"{criterion.number}. {criterion.title[:1].upper()}{criterion.title[1:]}",
        "help_text": hint(criterion, answer),
        "required": False,
    }
    match criterion.kind:
        case CriterionKind.YES_NO:
            return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect(), **words)
        case CriterionKind.SCALE:
            return scale_field(criterion, words)
        case CriterionKind.NUMBER:
            return forms.DecimalField(min_value=0, max_value=LIMIT, decimal_places=2, **words)
        case CriterionKind.LINK:
            return forms.URLField(max_length=500, assume_scheme="https", **words)
        case CriterionKind.DOCUMENT:
            return forms.FileField(widget=forms.FileInput({"accept": ",".join(attachments.ENDINGS)}), **words)
        case _:
            return forms.CharField(max_length=4000, widget=forms.Textarea({"rows": 3}), **words)


def scale_field(criterion: Criterion, words: dict[str, Any]) -> forms.Field:
    """A short scale as buttons, a long one as a number."""
    marks = range(criterion.minimum, criterion.maximum + 1)
    if len(marks) > SHORT_SCALE:
        return forms.IntegerField(min_value=criterion.minimum, max_value=criterion.maximum, **words)
    return forms.ChoiceField(choices=[(str(mark), str(mark)) for mark in marks], widget=forms.RadioSelect(), **words)


def hint(criterion: Criterion, answer: CriterionAnswer | None) -> str:
    """What stands under a criterion: its explanation, its clause, the document kept already."""
    parts = [criterion.hint]
    parts.append(f"Пункт {criterion.clause} положения." if criterion.clause else "")
    parts.append("" if criterion.required else "Отвечать необязательно.")
    parts.append(f"Приложен файл «{answer.file_name}»; новый заменит его." if answer and answer.file_name else "")
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)


class FillForm(SavingForm):
    """The criteria of a report's form as controls, under the headings of their sections."""

    link = forms.URLField(
        label="Что проверено: ссылка на страницу или акт", required=False, max_length=500, assume_scheme="https"
    )
    checked_on = forms.DateField(label="Дата проверки", required=False)

    def __init__(self, *args: Any, instance: FormReport, **kwargs: Any) -> None:
        self.instance = instance
        self.criteria = list(instance.round.form.criteria.all())
        self.answers = {one.criterion_id: one for one in instance.answers.all()}
        super().__init__(*args, **kwargs)
        for criterion in self.criteria:
            self.fields[field_of(criterion.pk)] = control_of(criterion, self.answers.get(criterion.pk))
        typed = [field_of(one.pk) for one in self.criteria if one.kind != CriterionKind.DOCUMENT]
        kept = {field_of(pk): written(answer) for pk, answer in self.answers.items()}
        self.entries = {name: {name: kept.get(name, "")} for name in typed}
        self.initial.update(kept)
        self.settle_check()
        self.dress_fields()

    def settle_check(self) -> None:
        """A check says what was looked at and when; a report says neither."""
        sections: dict[str, list[str]] = {}
        for criterion in self.criteria:
            sections.setdefault(criterion.section, []).append(field_of(criterion.pk))
        headed = [(title, tuple(names)) for title, names in sections.items()]
        if self.instance.round.form.by_checker:
            self.initial.update({LINK: self.instance.link, "checked_on": timezone.localdate()})
            self.entries[LINK] = {LINK: self.instance.link}
            headed.append(("Проверка", (LINK, "checked_on")))
        else:
            del self.fields[LINK], self.fields["checked_on"]
        self.groups = tuple(headed)

    def seen(self) -> dict[str, str]:
        """What the page showed, by the names of controls; nothing of those it did not tell of."""
        told = {entry: was for entry in self.entries if (was := self.was(entry)) is not None}
        return {entry: was.get(entry, "") for entry, was in told.items()}

    def given(self, names: Collection[str] | None = None) -> dict[int, Given]:
        """The answers that are right, of these fields or of all, by the criteria's ids.

        A document that was not chosen anew stays.
        """
        found = {}
        for criterion in self.criteria:
            name = field_of(criterion.pk)
            if name not in self.cleaned_data or (names is not None and name not in names):
                continue
            value = self.cleaned_data[name]
            if criterion.kind == CriterionKind.DOCUMENT:
                if isinstance(value, UploadedFile):
                    found[criterion.pk] = self.document(value)
            else:
                found[criterion.pk] = answer_of(criterion, value)
        return found

    def document(self, file: "UploadedFile[Any]") -> Given:
        """A document, kept. Raises ``ValidationError``."""
        kept = attachments.keep(
            file.chunks(), name=file.name or "документ", organization=self.instance.organization_id
        )  # fmt: skip
        return Given(file_key=kept.key, file_name=kept.name)


def answer_of(criterion: Criterion, value: Any) -> Given:
    """A cleaned value as an answer."""
    if value in (None, ""):
        return Given()
    if criterion.kind in (CriterionKind.YES_NO, CriterionKind.SCALE, CriterionKind.NUMBER):
        return Given(number=Decimal(str(value)))
    return Given(text=str(value))


def declared(obj: FormReport, **data: Any) -> FormReport:
    """The service behind the declaration of the page: everything goes through ``FillView.save``."""
    return save_answers(obj, {}, link=data.get("link"))


class FillView(EditView):
    """The page of a report: a draft kept by itself, «Сохранить черновик», «Сдать» or «Завершить проверку»."""

    template = "monitoring/forms/fill.html"

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        obj, write = self.load(pk)
        form = self.form(write, obj, request.POST, request.FILES)
        form.is_valid()
        if form.errors or not self.save(form, hand_in=HAND_IN in request.POST):
            return self.show(form, write, obj, status=422)
        return self.done(HAND_IN in request.POST, obj)

    def done(self, handed_in: bool, obj: FormReport) -> HttpResponse:
        """Where it goes on, and what is said."""
        check = obj.round.form.by_checker
        words = ("Проверка завершена." if check else "Отчёт сдан.") if handed_in else "Черновик сохранён."
        messages.success(self.request, words)
        return HttpResponseRedirect(self.after(obj))

    def save(self, form: FillForm, *, hand_in: bool) -> bool:
        """Keep the answers and, if asked, hand in; a refusal goes to the form. Nothing is half done."""
        report = form.instance
        try:
            with transaction.atomic():
                save_answers(report, form.given(), link=form.cleaned_data.get(LINK), seen=form.seen())
        except ValidationError as error:
            form.refuse(error)
            return False
        return not hand_in or self.finish(form)

    @staticmethod
    def finish(form: FillForm) -> bool:
        """Hand in, or finish the check."""
        report = form.instance
        try:
            with transaction.atomic():
                if report.round.form.by_checker:
                    day = form.cleaned_data.get("checked_on") or timezone.localdate()
                    finish_check(report, checked_on=day)
                else:
                    submit_report(report)
        except ValidationError as error:
            report.refresh_from_db()
            form.refuse(error)
            return False
        return True

    def show(self, form: Any, write: Write, obj: Any, status: int = 200) -> HttpResponse:
        back = self.resource.url("detail", obj.pk)
        title = "Проверка" if obj.round.form.by_checker else "Заполнение отчёта"
        autosave, key = self.resource.url("autosave", obj.pk), f"rsnms-report-{obj.pk}-{self.actor.user_id}"
        check = obj.round.form.by_checker
        return self.page(title, status, form=form, back=back, obj=obj, check=check, autosave=autosave, key=key)

    def load(self, pk: Any) -> tuple[Any, Write]:
        """The report; one that may not be filled now is told why."""
        obj = get_object_or_404(self.resource.objects(self.actor), pk=pk)
        assert self.resource.edit is not None
        if not self.resource.may_edit(self.actor, obj):
            raise PermissionDenied(NOT_NOW)
        return obj, self.resource.edit
