"""The background kinds of events and mentoring."""

from apps.events.documents import jobs  # noqa: F401 - the kinds «pair_file» and «mentoring_file»
