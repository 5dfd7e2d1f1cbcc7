"""The background kinds of programmes: thin, the work is in the services."""

from apps.programs.mirror import jobs  # noqa: F401 - the kinds «sync_registry» and «sync_registry_file»
