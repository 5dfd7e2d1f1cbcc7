"""What answers add up to: counts, means, shares, words; small groups are silent, also by subtraction."""

from typing import Any

import pytest
from openpyxl import load_workbook

from apps.core.actor import acting, system
from apps.diagnostics.enums import SurveyState
from apps.diagnostics.models import Survey, SurveyQuestion
from apps.diagnostics.selectors.survey_results import HIDDEN, QuestionResult, results, results_for
from apps.diagnostics.services.surveys import answering, tallying
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import log_in, queries_of, text_of
from tests.diagnostics.survey_rows import make_survey

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


def answered(cast: Cast, survey: Survey, places: dict[str, int], mark: int = 4) -> None:
    """So many people of each school choose the first option, mark the scale and say a word."""
    of = {one.kind: one.pk for one in survey.questions.all()}
    for school, number in places.items():
        for place in range(number):
            person = make.make_person(getattr(cast, school))
            words = f"Слово {school} {place}"
            answers = {of["single"]: 0, of["multiple"]: [0, 2], of["scale"]: mark, of["matrix"]: {"0": 3}}
            answering.cast_anonymously(survey, person, {**answers, of["text"]: words})


def closed(survey: Survey) -> list[QuestionResult]:
    Survey.objects.filter(pk=survey.pk).update(state=SurveyState.CLOSED)
    survey.refresh_from_db()
    return list(results(survey).questions)


def test_counts_means_shares_and_words(cast: Cast) -> None:
    with acting(SYSTEM):
        survey = make_survey(cast.cnppm)
        answered(cast, survey, {"school_a": 3, "school_b": 2})
        answered(cast, survey, {"school_a": 5}, mark=1)
        single, multiple, scale, matrix, text = closed(survey)
    assert [(one.number, one.share) for one in single.lines] == [(10, "100,0\u00a0%"), (0, "0,0\u00a0%")]
    assert [one.number for one in multiple.lines] == [10, 0, 10]
    assert (scale.mean, [one.number for one in scale.lines]) == ("2,50", [5, 0, 0, 5, 0])
    assert [(one.label, one.number, one.mean) for one in matrix.lines] == [("сил", 10, "3,00"), ("радости", 0, "—")]
    assert (text.answered, len(text.texts), text.texts == sorted(text.texts)) == (10, 10, True)


def test_fewer_than_five_are_told_nothing_of(cast: Cast) -> None:
    with acting(SYSTEM):
        survey = make_survey(cast.cnppm)
        answered(cast, survey, {"school_a": 4})
        found = closed(survey)
    assert {(one.hidden, bool(one.lines), bool(one.texts), bool(one.groups)) for one in found} == {
        (True, False, False, False)
    }


def units(one: QuestionResult) -> dict[str, str]:
    return {group.name: group.answered for group in one.groups}


@pytest.mark.parametrize(
    ("places", "shown"),
    [
        ({"school_a": 5, "school_b": 6}, {"Район А": "5", "Район Б": "6"}),
        ({"school_a": 7, "school_b": 2}, {"Район А": HIDDEN, "Район Б": HIDDEN}),
        ({"school_a": 7, "school_b": 2, "iro": 9}, {"Район А": HIDDEN, "Район Б": HIDDEN, "Тестовая область": "9"}),
    ],
)
def test_small_unit_is_hidden_with_the_next_one(cast: Cast, places: dict[str, int], shown: dict[str, str]) -> None:
    with acting(SYSTEM):
        survey = make_survey(cast.cnppm)
        answered(cast, survey, places)
        found = closed(survey)
        names = {cast.iro.municipality.name: "Тестовая область"}
    read = {names.get(name, name): number for name, number in units(found[2]).items()}
    assert read == shown
    hidden = [group for group in found[2].groups if group.answered == HIDDEN]
    assert {cell for group in hidden for cell in group.cells} <= {HIDDEN}


def test_results_of_a_municipal_survey_stand_by_organizations(cast: Cast) -> None:
    with acting(SYSTEM):
        survey = make_survey(cast.mms_a)
        answered(cast, survey, {"school_a": 5, "school_a2": 5})
        found = closed(survey)
    assert units(found[0]) == {"Школа А-1": "5", "Школа А-2": "5"}


def test_anonymous_results_open_when_it_is_closed(cast: Cast) -> None:
    with acting(SYSTEM):
        survey = make_survey(cast.cnppm)
        answered(cast, survey, {"school_a": 6})
    browser = log_in(cast, "cnppm")
    page = text_of(browser.get(f"/diagnostics/surveys/{survey.pk}/?tab=results"))
    assert ("Итоги ещё закрыты" in page, "Ответили: 6 человек" in page, "Слово" in page) == (True, True, False)
    assert browser.post(f"/diagnostics/surveys/{survey.pk}/results/").status_code == 403
    browser.post(f"/diagnostics/surveys/{survey.pk}/do/close/", {"confirmed": "1"})
    page = text_of(browser.get(f"/diagnostics/surveys/{survey.pk}/?tab=results"))
    assert ("Слово school_a 0" in page, "6 (100,0 %)" in page, "Среднее — 4,00" in page) == (True, True, True)


def test_workbook_says_what_the_page_says(cast: Cast, tmp_path: Any) -> None:
    with acting(SYSTEM):
        survey = make_survey(cast.cnppm, title="Опрос")
        answered(cast, survey, {"school_a": 5, "school_b": 6})
        closed(survey)
    given: Any = log_in(cast, "cnppm").post(f"/diagnostics/surveys/{survey.pk}/results/")
    path = tmp_path / "results.xlsx"
    path.write_bytes(b"".join(given.streaming_content))
    words = {str(cell.value) for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row}
    assert {"первый", "100,0\u00a0%", "Район Б", "Слово school_b 5"} <= words


def test_results_are_read_by_makers_of_the_territory_only(cast: Cast) -> None:
    with acting(SYSTEM):
        survey = make_survey(cast.cnppm, anonymous=False)
        other = make_survey(cast.cnppm, anonymous=False)
        other.municipalities.set([cast.municipality_b])
    for role, status in (("cnppm", 200), ("methodist", 200), ("teacher", 404), ("ministry", 403)):
        assert log_in(cast, role).get(f"/diagnostics/surveys/{survey.pk}/?tab=results").status_code == status
    assert log_in(cast, "methodist").get(f"/diagnostics/surveys/{other.pk}/?tab=results").status_code == 404
    assert log_in(cast, "methodist").get(f"/diagnostics/surveys/{survey.pk}/edit/").status_code == 403


@pytest.mark.parametrize(
    ("places", "shown", "words"),
    [
        ({"school_a": 5, "school_b": 6}, {"Район А": "5"}, 5),
        ({"school_a": 7, "school_b": 2}, {"Район А": HIDDEN}, 0),
        ({"school_a": 2, "school_b": 7}, {"Район А": HIDDEN}, 0),
        ({"school_b": 7}, {}, 0),
        ({"school_a": 2}, {}, 0),
    ],
)
def test_municipality_reads_the_region_and_its_own_unit_only(
    cast: Cast, places: dict[str, int], shown: dict[str, str], words: int
) -> None:
    with acting(SYSTEM):
        survey = make_survey(cast.cnppm)
        answered(cast, survey, places)
        whole = closed(survey)
    with acting(cast.actor("methodist")):
        assert Survey.objects.get().tallies.count() == 0
        found = results_for(Survey.objects.get(), cast.actor("methodist")).questions
        assert [units(one) for one in found[:4]] == [shown] * 4
        assert [one.lines for one in found] == [one.lines for one in whole]
        assert (len(found[4].texts), any("school_b" in text for text in found[4].texts)) == (words, False)
    page = text_of(log_in(cast, "methodist").get(f"/diagnostics/surveys/{survey.pk}/?tab=results"))
    assert ("вашего муниципалитета" in page, "Район Б" in page, "Слово school_b" in page) == (True, False, False)


def test_results_ask_the_same_number_of_questions(cast: Cast) -> None:
    with acting(SYSTEM):
        survey = make_survey(cast.cnppm, anonymous=False)
        of = {one.kind: one.pk for one in survey.questions.all()}
    counts = []
    for number in (1, 2):
        with acting(SYSTEM):
            for _ in range(number):
                question = SurveyQuestion.objects.get(pk=of["single"])
                tallying.add(survey, make.make_person(cast.school_a), {question.pk: 0})
        counts.append(len(queries_of(log_in(cast, "cnppm"), f"/diagnostics/surveys/{survey.pk}/?tab=results")))
    assert counts == [15, 15]


def test_row_of_a_matrix_marked_by_few_is_silent_in_another_unit_too(cast: Cast) -> None:
    """Else the mean of the few were the rest of the whole: everybody's mean and number of marks are told."""
    with acting(SYSTEM):
        survey = make_survey(cast.cnppm)
        matrix = survey.questions.get(kind="matrix")
        for school, both, first in ((cast.school_a, 6, 0), (cast.school_b, 2, 4)):
            for place in range(both + first):
                marks = {"0": 3, "1": 2} if place < both else {"0": 3}
                answering.cast_anonymously(survey, make.make_person(school), {matrix.pk: marks})
        (found,) = [one for one in closed(survey) if one.question.pk == matrix.pk]
    assert {one.name: one.cells for one in found.groups} == {"Район А": ("3,00", HIDDEN), "Район Б": ("3,00", HIDDEN)}
