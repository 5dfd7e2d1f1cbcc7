"""The background kinds of roadmaps: thin, the work is in the services."""

from apps.roadmap.functions import tasks  # noqa: F401 - the kind of jobs «functions_file»
