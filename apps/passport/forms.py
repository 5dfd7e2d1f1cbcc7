"""Forms of the passport."""

from apps.core.web.forms import RecordForm
from apps.core.web.lookup import LookupField
from apps.passport.models import StudentResult
from apps.passport.selectors.places import own_schools


class ResultForm(RecordForm):
    """A result as it is corrected: of another school, year or subject is another result."""

    class Meta:
        model = StudentResult
        fields = ("average", "participants")


class NewResultForm(ResultForm):
    """A new result."""

    organization = LookupField("organizations.organization", where=own_schools, label="Организация")

    class Meta(ResultForm.Meta):
        fields = ("organization", "year", "exam", "subject", *ResultForm.Meta.fields)  # type: ignore[assignment]
