"""The bank: versions, states, whose it is; what the journal never says."""

import json

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.diagnostics.enums import CompetenceState, ItemState
from apps.diagnostics.models import Item, ItemKey
from apps.diagnostics.services import bank, blueprints
from tests import factories as make
from tests.cast import Cast
from tests.diagnostics.testing.rows import make_bank_item, make_online_test

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


@pytest.fixture
def item(cast: Cast) -> Item:
    with acting(cast.actor("cnppm")):
        return make_bank_item(cast.cnppm)


def test_item_not_handed_out_is_changed_in_place(cast: Cast, item: Item) -> None:
    with acting(cast.actor("cnppm")):
        same = bank.update_item(item, text="Иначе", answers="*да\nнет")
        assert (same.pk, same.version, same.text) == (item.pk, 1, "Иначе")
        assert bank.answers_of(same) == "*да\nнет"


def test_item_that_was_handed_out_is_replaced_by_a_new_version(cast: Cast, item: Item) -> None:
    with acting(SYSTEM):
        blueprints.draw(make_online_test(cast.cnppm, {"Т-01": 1}), 7)
    with acting(cast.actor("cnppm")):
        new = bank.update_item(item, answers="*первое\nвторое\nтретье")
        item.refresh_from_db()
        assert (item.state, item.version, bank.answers_of(item)) == ("outdated", 1, "первое\n*второе\nтретье")
        assert (new.state, new.version, new.used, bank.answers_of(new)) == (
            "published", 2, False, "*первое\nвторое\nтретье",
        )  # fmt: skip
        assert (new.code, new.text) == (item.code, item.text)


def test_item_handed_out_and_not_changed_stays_itself(cast: Cast, item: Item) -> None:
    with acting(SYSTEM):
        Item.objects.update(used=True)
    with acting(cast.actor("cnppm")):
        assert bank.update_item(item, text=item.text, answers=bank.answers_of(item)).pk == item.pk


def test_outdated_item_is_not_changed(cast: Cast, item: Item) -> None:
    with acting(cast.actor("cnppm")):
        bank.outdate_item(item)
        with pytest.raises(ValidationError) as refused:
            bank.update_item(item, answers="*да\nнет")
        assert refused.value.messages == [bank.OUTDATED]
        with pytest.raises(ValidationError) as refused:
            bank.publish_item(item)
        assert refused.value.messages == [bank.OUTDATED]


def test_bank_is_kept_by_its_own_organization(cast: Cast, item: Item) -> None:
    with acting(cast.actor("copmkp")):
        with pytest.raises(ValidationError) as refused:
            bank.create_item(
                organization=cast.cnppm, competence=make.make_competence(), kind="text", text="?", answers="да"
            )
        assert refused.value.messages == [bank.OUTSIDE]
        assert not Item.objects.exists()
        assert not ItemKey.objects.exists()


def test_new_item_needs_a_living_competence_and_readable_options(cast: Cast) -> None:
    competence = make.make_competence()
    with acting(cast.actor("cnppm")):
        with pytest.raises(ValidationError) as refused:
            bank.create_item(organization=cast.cnppm, competence=competence, kind="single", text="?", answers="да\nнет")
        assert list(refused.value.message_dict) == ["answers"]
        competence.state = CompetenceState.OUTDATED
        competence.save()
        with pytest.raises(ValidationError) as refused:
            bank.create_item(organization=cast.cnppm, competence=competence, kind="text", text="?", answers="да")
        assert refused.value.message_dict == {"competence": [bank.DRAFT_COMPETENCE]}


def test_journal_tells_that_a_key_was_set_and_never_to_what(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        item = make_bank_item(cast.cnppm, "text", answers="КАНАРЕЙКА")
        bank.update_item(item, answers="ЩЕГОЛ")
    with acting(SYSTEM):
        entries = list(HistoryEntry.objects.order_by("id").values("verb", "before", "after"))
    assert [entry["verb"] for entry in entries] == ["create_item", "set_item_key", "publish_item", "set_item_key"]
    written = json.dumps(entries, ensure_ascii=False)
    assert ("КАНАРЕЙКА" in written, "ЩЕГОЛ" in written) == (False, False)


def test_variant_is_the_same_for_the_same_seed_and_another_for_another(cast: Cast) -> None:
    with acting(SYSTEM):
        for _ in range(8):
            make_bank_item(cast.cnppm, "multiple")
        test = make_online_test(cast.cnppm, {"Т-01": 4})
        papers = [blueprints.draw(test, seed) for seed in (1, 1, 2, 3)]
        assert papers[0] == papers[1]
        assert len({json.dumps(paper) for paper in papers}) == 3
        assert [len(paper) for paper in papers] == [4, 4, 4, 4]
        assert Item.objects.filter(used=True).count() == len({pk for paper in papers for pk, _ in paper})


def test_variant_draws_the_plan_and_nothing_else(cast: Cast) -> None:
    with acting(SYSTEM):
        mine = {make_bank_item(cast.cnppm, competence=code).pk: code for code in ("Т-01", "Т-01", "Т-02", "Т-03")}
        make_bank_item(cast.cnppm, difficulty=5)
        make_bank_item(cast.copmkp)
        Item.objects.filter(pk=max(mine)).update(state=ItemState.OUTDATED)
        paper = blueprints.draw(make_online_test(cast.cnppm, {"Т-01": 2, "Т-02": 1}), 5)
        assert sorted(mine[pk] for pk, _ in paper) == ["Т-01", "Т-01", "Т-02"]


def test_test_that_the_bank_cannot_fill_is_not_published(cast: Cast, item: Item) -> None:
    with acting(cast.actor("cnppm")):
        with pytest.raises(ValidationError) as refused:
            make_online_test(cast.cnppm, {"Т-01": 2})
        short = f"В банке мало заданий: {item.competence}, сложность 3 — нужно 2, действует 1."
        assert refused.value.messages == [short]
        with pytest.raises(ValidationError) as refused:
            make_online_test(cast.cnppm, {})
        assert refused.value.messages == [blueprints.EMPTY]


def test_published_test_stands_still_and_is_one_of_its_tool(cast: Cast, item: Item) -> None:
    with acting(cast.actor("cnppm")):
        test = make_online_test(cast.cnppm, {"Т-01": 1})
        with pytest.raises(ValidationError) as refused:
            blueprints.update_test(test, minutes=5)
        assert refused.value.messages == [blueprints.FIXED]
        with pytest.raises(ValidationError) as refused:
            make_online_test(cast.cnppm, {"Т-01": 1})
        assert refused.value.messages == [blueprints.TAKEN]
        blueprints.withdraw_test(test)
        assert blueprints.update_test(test, minutes=5).minutes == 5
