"""The pages that are no resource's: which requests try them, and how each ends for a role."""

from tests.permissions.matrix.asking import Maker
from tests.permissions.matrix.beside_pages import BESIDE_PAGES
from tests.permissions.matrix.campaign_pages import CAMPAIGN_PAGES
from tests.permissions.matrix.check_pages import CHECK_PAGES
from tests.permissions.matrix.event_pages import EVENT_PAGES
from tests.permissions.matrix.figure_pages import FIGURE_PAGES
from tests.permissions.matrix.form_pages import FORM_PAGES
from tests.permissions.matrix.frame_pages import FRAME_PAGES
from tests.permissions.matrix.frdo_pages import FRDO_PAGES
from tests.permissions.matrix.function_pages import FUNCTION_PAGES
from tests.permissions.matrix.group_pages import GROUP_PAGES
from tests.permissions.matrix.mentoring_pages import MENTORING_PAGES
from tests.permissions.matrix.passport_pages import PASSPORT_PAGES
from tests.permissions.matrix.register_pages import REGISTER_PAGES
from tests.permissions.matrix.results_pages import RESULTS_PAGES
from tests.permissions.matrix.roadmap_pages import ROADMAP_PAGES
from tests.permissions.matrix.route_pages import ROUTE_PAGES
from tests.permissions.matrix.submission_pages import SUBMISSION_PAGES
from tests.permissions.matrix.testing_pages import TESTING_PAGES

PAGES: dict[str, Maker] = {
    **BESIDE_PAGES,
    **CAMPAIGN_PAGES,
    **CHECK_PAGES,
    **EVENT_PAGES,
    **FIGURE_PAGES,
    **FORM_PAGES,
    **FRAME_PAGES,
    **FRDO_PAGES,
    **FUNCTION_PAGES,
    **GROUP_PAGES,
    **MENTORING_PAGES,
    **PASSPORT_PAGES,
    **REGISTER_PAGES,
    **RESULTS_PAGES,
    **ROADMAP_PAGES,
    **ROUTE_PAGES,
    **SUBMISSION_PAGES,
    **TESTING_PAGES,
}
