"""All that makes rows for the tests of access: each of them has the same world alone as in the whole suite."""

from tests.diagnostics import survey_rows
from tests.diagnostics.results import rows as result_rows
from tests.diagnostics.testing import rows as testing_rows
from tests.events import mentoring_rows
from tests.events import rows as event_rows
from tests.monitoring import rows as report_rows
from tests.monitoring.submission import rows as submission_rows
from tests.passport import rows as passport_rows
from tests.permissions.rows import fill, walled_models
from tests.programs import rows as program_rows
from tests.registers import rows as register_rows
from tests.roadmap import rows as roadmap_rows
from tests.routes import effect_rows

# Each registers its filler where it is read.
MAKERS = (
    survey_rows,
    result_rows,
    testing_rows,
    mentoring_rows,
    event_rows,
    report_rows,
    submission_rows,
    passport_rows,
    program_rows,
    register_rows,
    roadmap_rows,
    effect_rows,
)
__all__ = ["MAKERS", "fill", "walled_models"]
