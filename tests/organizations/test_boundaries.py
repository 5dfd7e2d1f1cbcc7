"""``load_boundaries``: polygons of municipalities from GeoJSON."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.organizations.models import Municipality
from apps.organizations.services.boundaries import load_boundaries
from tests.cast import Cast

RING = [[40.0, 56.0], [41.0, 56.0], [41.0, 57.0], [40.0, 56.0]]
SHAPE = {"type": "Polygon", "coordinates": [RING]}


def feature(oktmo: str, geometry: Any = SHAPE) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"oktmo": oktmo}, "geometry": geometry}


def written(path: Path, *features: Any) -> Path:
    found = path / "границы.geojson"
    found.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return found


def boundary_of(municipality: Municipality) -> Any:
    return Municipality.objects.values_list("boundary", flat=True).get(pk=municipality.pk)


def test_a_boundary_is_kept_once_with_its_history(cast: Cast) -> None:
    with acting(system("test")):
        for _ in range(2):
            loaded = load_boundaries([feature("99601000")], source="файл")
            assert (loaded.municipalities, loaded.refused) == (("99601000",), ())
        assert boundary_of(cast.municipality_a) == SHAPE
        assert boundary_of(cast.municipality_b) is None
        entry = HistoryEntry.objects.get(verb="load_boundary")
        assert entry.after == {"source": "файл", "points": 4}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (feature("99999999"), "муниципалитета с ОКТМО 99999999 в портале нет"),
        ({"type": "Feature", "geometry": SHAPE}, "нет свойства oktmo"),
        ("чепуха", "нет свойства oktmo"),
        (feature("99601000", None), "ожидается Polygon или MultiPolygon"),
        (feature("99601000", {"type": "Point", "coordinates": [1, 2]}), "ожидается Polygon или MultiPolygon"),
        (feature("99601000", {"type": "Polygon", "coordinates": []}), "у границы нет контуров"),
        (feature("99601000", {"type": "MultiPolygon", "coordinates": []}), "у границы нет контуров"),
        (feature("99601000", {"type": "Polygon", "coordinates": [RING[:3]]}),
         "контур границы — это не меньше четырёх точек"),
        (feature("99601000", {"type": "Polygon", "coordinates": [["a"] * 4]}),
         "точка границы — это долгота и широта числами"),
        (feature("99601000", {"type": "Polygon", "coordinates": [[[56, 140]] * 4]}),
         "точка 56, 140 лежит вне земного шара: проверьте порядок долготы и широты"),
    ],
)  # fmt: skip
def test_what_is_no_boundary_is_refused_in_words(cast: Cast, given: Any, words: str) -> None:
    with acting(system("test")):
        loaded = load_boundaries([feature("99602000"), given], source="файл")
    assert (loaded.municipalities, loaded.refused) == (("99602000",), (f"объект 2: {words}",))


def test_command_loads_and_tells(cast: Cast, tmp_path: Path) -> None:
    out, errors = StringIO(), StringIO()
    path = written(tmp_path, feature("99601000"), feature("1"))
    with pytest.raises(SystemExit) as stopped:
        call_command("load_boundaries", str(path), stdout=out, stderr=errors)
    assert stopped.value.code == 1
    assert out.getvalue() == "Загружено границ: 1\n"
    assert errors.getvalue() == "объект 2: муниципалитета с ОКТМО 1 в портале нет\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [("не json", "— не JSON"), ("[]", "нет списка объектов features"), ('{"features": []}', "нет списка объектов"),
     ('{"features": [{"properties": {"oktmo": "1"}}]}', "Ни одной границы не загружено")],
)  # fmt: skip
def test_command_refuses_a_file_without_boundaries(cast: Cast, tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "файл.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=words):
        call_command("load_boundaries", str(path), stdout=StringIO(), stderr=StringIO())


def test_command_refuses_a_file_that_is_not_there(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="не читается"):
        call_command("load_boundaries", str(tmp_path / "нет.json"))
