"""Whether two bodies share more than chance would give: against all ways, and against shuffles."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable
from math import prod

import pytest

from styrkedja.graph.analysis import Chance, Responsibilities, load_responsibilities, pair_chances
from styrkedja.graph.rdf.store import Store
from tests.graph.analysis.conftest import iri

Make = Callable[..., Responsibilities]


def by_name(responsibilities: Responsibilities) -> dict[tuple[str, str], Chance]:
    names = {body.iri: body.name for body in responsibilities.bodies}
    return {(names[c.first], names[c.second]): c for c in pair_chances(responsibilities)}


def test_equal_loads_deal_out_every_pair_alike(make: Make) -> None:
    # Three bodies, three elements of two: each element is one of three pairs, so a pair has
    # a binomial number of them, of three with the chance 1/3.
    found = by_name(make(["ab", "ab", "cb", "ca", "ca", "cb"]))
    assert {pair: chance.count for pair, chance in found.items()} == dict.fromkeys(
        [("a", "b"), ("a", "c"), ("b", "c")], 2
    )
    for chance in found.values():
        assert chance.expected == pytest.approx(2.0, abs=1e-6)
        assert chance.p == pytest.approx(1 - (2 / 3) ** 6 - 6 * (1 / 3) * (2 / 3) ** 5, abs=1e-6)
        assert not chance.more


def test_the_odds_are_those_that_give_each_body_its_load(make: Make) -> None:
    # By brute force: of all ways to deal sizes 1, 1, 2, 2, 3 to five bodies, weighed by the
    # product of odds, the mean loads and mean shared counts are the stated ones.
    rows = ["a", "b", "ab", "ac", "abd", "e", "ce"]
    found = by_name(make(rows))
    sizes = [len(row) for row in rows]
    load = Counter("".join(rows))
    bodies = sorted(load)
    odds = dict.fromkeys(bodies, 1.0)
    for _ in range(3000):
        held = dict.fromkeys(bodies, 0.0)
        for size in sizes:
            ways = [
                (w, prod(odds[body] for body in w)) for w in itertools.combinations(bodies, size)
            ]
            whole = sum(weight for _, weight in ways)
            for way, weight in ways:
                for body in way:
                    held[body] += weight / whole
        odds = {body: odds[body] * load[body] / held[body] for body in bodies}
    for (first, second), chance in found.items():
        both = []
        for size in sizes:
            ways = [
                (w, prod(odds[body] for body in w)) for w in itertools.combinations(bodies, size)
            ]
            whole = sum(weight for _, weight in ways)
            both.append(sum(g for w, g in ways if first in w and second in w) / whole)
        assert chance.expected == pytest.approx(sum(both), abs=1e-4)
        numbers = [1.0]  # The chance of each number of shared elements.
        for q in both:
            numbers = [
                (1 - q) * stay + q * more
                for stay, more in zip([*numbers, 0.0], [0.0, *numbers], strict=True)
            ]
        assert chance.p == pytest.approx(sum(numbers[chance.count :]), abs=1e-4)


def test_what_one_body_has_alone_can_never_be_shared(make: Make) -> None:
    few = by_name(make(["ab", "cd"]))["a", "b"]
    many = by_name(make(["ab", "cd", *"aaaaa", *"bbbbb", *"ccccc", *"ddddd"]))["a", "b"]
    assert few.expected == pytest.approx(many.expected, abs=1e-6)
    assert few.p == pytest.approx(many.p, abs=1e-6)


def test_two_that_share_far_more_than_their_loads_explain_stand_out(make: Make) -> None:
    rows = ["ab"] * 8 + ["ac", "bd", "ce", "de", "cf", "df", "ef", "ce", "df"] * 2
    found = by_name(make(rows))
    assert [pair for pair, chance in found.items() if chance.more] == [("a", "b")]
    assert found["a", "b"].expected < 4
    assert all(chance.p <= chance.q <= 1 for chance in found.values())


def test_a_body_in_every_element_shares_all_by_force(make: Make) -> None:
    found = by_name(make(["ab", "ac", "abc", "a", "ad"]))
    for (first, _), chance in found.items():
        if first == "a":
            assert (chance.expected, chance.p) == (chance.count, 1.0)
    assert found["b", "c"].p < 1


def test_the_correction_counts_pairs_that_share_nothing_too(make: Make) -> None:
    near = by_name(make(["ab", "cd", "ab"]))["a", "b"]
    wide = by_name(make(["ab", "cd", "ab", "ef"]))["a", "b"]
    # Six pairs, of which two share, against fifteen, of which three do.
    assert near.p * 6 / 2 <= near.q <= 1
    assert wide.q / wide.p > near.q / near.p


def test_nothing_is_dealt_out_from_one_municipality_to_another(make: Make) -> None:
    lund = make(["ab", "ac", "bc", "a"])
    other = make(["xy", "xz", "yz", "x"], municipality="Höör")
    both = Responsibilities(lund.bodies + other.bodies, lund.elements + other.elements, None)
    alone, together = by_name(lund), by_name(both)
    for pair, chance in alone.items():
        assert together[pair].p == pytest.approx(chance.p)
        assert together[pair].q >= chance.q
    # One shared element makes them one region, where responsibilities may go either way.
    joint = make(["ab", "ac", "bc", "a", "ax", "xy", "xz", "yz", "x"])
    assert by_name(joint)["b", "c"].p < alone["b", "c"].p


def test_no_pairs_no_chances(make: Make) -> None:
    assert pair_chances(make([])) == ()
    assert pair_chances(make(["a", "b", ""])) == ()


def _shuffled(hold: dict[str, set[int]], dice: random.Random, trades: int) -> None:
    """Trade elements between two bodies at a time: every margin stays (Strona et al. 2014)."""
    names = sorted(hold)
    for _ in range(trades):
        one, other = dice.sample(names, 2)
        mine, yours = sorted(hold[one] - hold[other]), sorted(hold[other] - hold[one])
        pool = mine + yours
        dice.shuffle(pool)
        both = hold[one] & hold[other]
        hold[one], hold[other] = both | set(pool[: len(mine)]), both | set(pool[len(mine) :])


def _by_shuffles(
    responsibilities: Responsibilities, times: int
) -> dict[tuple[str, str], tuple[float, float]]:
    dice = random.Random(20)
    hold = {
        body.iri: {n for n, e in enumerate(responsibilities.elements) if body.iri in e.bodies}
        for body in responsibilities.bodies
    }
    counts = {(c.first, c.second): c.count for c in pair_chances(responsibilities)}
    reached, total = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    _shuffled(hold, dice, 50 * len(hold))
    for _ in range(times):
        _shuffled(hold, dice, 5 * len(hold))
        for (first, second), count in counts.items():
            shared = len(hold[first] & hold[second])
            total[first, second] += shared
            reached[first, second] += shared >= count
    return {pair: (total[pair] / times, (1 + reached[pair]) / (1 + times)) for pair in counts}


@pytest.mark.slow
def test_the_mean_is_that_of_shuffles_with_both_degrees_fixed_and_p_is_careful(
    lund: Responsibilities, real_store: Store
) -> None:
    cases = [
        lund,
        load_responsibilities(real_store, document="forvaltningens-verksamhet-och-utveckling-2023"),
        load_responsibilities(
            real_store,
            document="delarsrapport-januari-april-2023",
            kind="Goal",
            role="contributing",
        ),
    ]
    for responsibilities in cases:
        shuffles = _by_shuffles(responsibilities, 1500)
        for chance in pair_chances(responsibilities):
            mean, p = shuffles[chance.first, chance.second]
            assert chance.expected == pytest.approx(mean, abs=0.1)
            # Loads that may vary make the tails longer: where it matters, never surer.
            assert chance.p == pytest.approx(p, abs=0.25)
            if chance.p < 0.2:
                assert chance.p > p - 0.02


def test_the_real_follow_up_has_no_pair_that_chance_could_not_give(lund: Responsibilities) -> None:
    found = by_name(lund)
    assert len(found) == 12
    # Two assignments in common of two and five: the least likely of all, and not unlikely enough.
    least = min(found.values(), key=lambda chance: chance.p)
    assert {least.first, least.second} == {iri("KoF"), iri("Tek")}
    assert least.p == pytest.approx(0.0102, abs=0.0005)
    assert not least.more
