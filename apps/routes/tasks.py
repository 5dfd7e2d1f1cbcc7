"""The background kinds of routes: thin, the work is in the services."""

from apps.routes.demand import jobs  # noqa: F401 - the kind of jobs «demand_file»
