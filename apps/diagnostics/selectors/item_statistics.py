"""How the items of a test work, from the marks of its submitted attempts (classical test theory).

- n: how many attempts had the item;
- difficulty: the mean share of its point (1 – everybody had it right);
- discrimination: Pearson's correlation of the item's share with the mean share of the other items of the same attempt
  (corrected item–total: the item itself is left out); none where either does not vary;
- Cronbach's alpha of a competence: ``k/(k−1) · (1 − Σ var(item) / var(sum))`` over the attempts with the usual number
  k of its items. Variants draw different items, so the i-th item of the competence (by its number in the bank) stands
  for «item i»; where everybody had the same items this is alpha itself.

Nothing is told of fewer than ``FEWEST`` attempts: chance would speak.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from apps.core.text import round_half_up
from apps.diagnostics.models import OnlineTest

FEWEST = 30
ITEMS = """
WITH marks AS (
    SELECT m.item_id, m.share, sum(m.share) OVER attempt - m.share AS rest,
           count(*) OVER attempt - 1 AS others
    FROM diagnostics_mark m WHERE m.test_id = %(test)s AND m.organization_id = %(owner)s
    WINDOW attempt AS (PARTITION BY m.attempt_ref))
SELECT i.id, i.code, i.version, c.code, i.text, count(*), avg(m.share), corr(m.share, m.rest / nullif(m.others, 0))
FROM marks m JOIN diagnostics_item i ON i.id = m.item_id JOIN diagnostics_competence c ON c.id = i.competence_id
GROUP BY i.id, c.code ORDER BY c.code, i.code, i.version
"""
ALPHAS = """
WITH marks AS (
    SELECT m.attempt_ref, m.competence_id, m.share, count(*) OVER part AS k,
           row_number() OVER (PARTITION BY m.attempt_ref, m.competence_id ORDER BY m.item_id) AS place
    FROM diagnostics_mark m WHERE m.test_id = %(test)s AND m.organization_id = %(owner)s
    WINDOW part AS (PARTITION BY m.attempt_ref, m.competence_id)),
usual AS (SELECT competence_id, mode() WITHIN GROUP (ORDER BY k) AS k FROM marks GROUP BY competence_id),
kept AS (SELECT m.* FROM marks m JOIN usual u USING (competence_id, k)),
items AS (
    SELECT competence_id, sum(v) AS variance
    FROM (SELECT competence_id, var_samp(share) AS v FROM kept GROUP BY competence_id, place) each
    GROUP BY competence_id),
sums AS (
    SELECT competence_id, k, count(*) AS n, avg(total / k) AS mean, var_samp(total) AS variance
    FROM (SELECT competence_id, k, attempt_ref, sum(share) AS total FROM kept GROUP BY 1, 2, 3) each GROUP BY 1, 2)
SELECT c.code, c.title, s.n, s.k, s.mean,
       CASE WHEN s.k > 1 AND s.variance > 0 THEN s.k::numeric / (s.k - 1) * (1 - i.variance / s.variance) END
FROM sums s JOIN items i USING (competence_id) JOIN diagnostics_competence c ON c.id = s.competence_id ORDER BY c.code
"""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One version of an item; figures are None under ``FEWEST`` attempts or where they cannot be computed."""

    id: int
    code: str
    version: int
    competence: str
    text: str
    n: int
    difficulty: Decimal | None
    discrimination: Decimal | None


@dataclass(frozen=True, slots=True)
class CompetenceLine:
    """One competence of the test."""

    code: str
    title: str
    n: int
    items: int
    mean: Decimal | None
    alpha: Decimal | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """A test's items and competences, and how many attempts stand behind them."""

    attempts: int
    items: list[ItemLine]
    competences: list[CompetenceLine]

    @property
    def enough(self) -> bool:
        """Whether anything is told at all."""
        return self.attempts >= FEWEST


def figure(value: Any, n: int, places: int) -> Decimal | None:
    """A figure rounded half up; None where too few stand behind it."""
    return None if value is None or n < FEWEST else round_half_up(Decimal(str(value)), places)


def item_line(row: tuple[Any, ...]) -> ItemLine:
    """A row of ``ITEMS``."""
    pk, code, version, competence, text, n, difficulty, discrimination = row
    return ItemLine(pk, code, version, competence, text, n, figure(difficulty, n, 3), figure(discrimination, n, 3))


def competence_line(row: tuple[Any, ...]) -> CompetenceLine:
    """A row of ``ALPHAS``."""
    code, title, n, items, mean, alpha = row
    return CompetenceLine(code, title, n, items, figure(mean, n, 3), figure(alpha, n, 3))


def statistics(test: OnlineTest) -> Statistics:
    """The statistics of a test for the keepers of its bank (others see no marks): three questions to the database."""
    values = {"test": test.pk, "owner": test.provider_id}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT attempt_ref) FROM diagnostics_mark"
            " WHERE test_id = %(test)s AND organization_id = %(owner)s",
            values,
        )
        attempts = int(cursor.fetchone()[0])
        if attempts < FEWEST:
            return Statistics(attempts, [], [])
        cursor.execute(ITEMS, values)
        items = [item_line(row) for row in cursor.fetchall()]
        cursor.execute(ALPHAS, values)
        competences = [competence_line(row) for row in cursor.fetchall()]
    return Statistics(attempts, items, competences)
