"""Whether two bodies share more than chance would give: a null model with fixed degrees.

The null model deals the responsibilities out anew. Each element keeps exactly the number of bodies
it has, so what one body has alone can never be shared; each body keeps, on average, the number of
elements it has. Under these conditions every way of dealing is as likely as it can be (the
maximum-entropy ensemble): an element of size k draws k different bodies with odds x_i, the
conditional Bernoulli distribution, and the odds are those that give each body its load on average
(Chen, Dempster and Liu 1994, Biometrika 81). How many elements two bodies share is then a sum of
independent draws, so its distribution is computed, not simulated: the same graph, the same p.

Why not the usual models: the hypergeometric one fixes loads only, and the bipartite configuration
model (Saracco et al. 2017, New J. Phys. 19; the stochastic degree sequence model of Neal 2014,
Social Networks 39) fixes sizes only on average; in both an element of one body may be shared, and
most elements here are of one body. The model with both fixed exactly (Strona et al. 2014, Nature
Communications 5) needs thousands of shuffles; a test compares its p-values with these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy import stats

from .tables import Responsibilities

__all__ = ["ALPHA", "Chance", "pair_chances"]

ALPHA = 0.05
"""At most this share of the pairs said to share more than chance may be wrong, on average."""

_ROUNDS = 2_000
_CLOSE = 1e-6  # Of the loads, relative, at which the odds are good enough.
_PAIRS_AT_ONCE = 20_000
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chance:
    """What chance would give a pair of bodies, beside what they share.

    Args:
        first: IRI of the one that comes first in the order of bodies.
        second: IRI of the other.
        count: How many elements they share; at least 1.
        expected: How many they would share on average if responsibilities were dealt out anew.
        p: How likely they would then share so many or more, 0–1.
        q: The same, corrected for the number of pairs by Benjamini and Hochberg over all pairs of
            bodies that have anything, shared or not.
    """

    first: str
    second: str
    count: int
    expected: float
    p: float
    q: float

    @property
    def more(self) -> bool:
        """Whether they share more than chance would give: q at most `ALPHA`."""
        return self.q <= ALPHA


def pair_chances(responsibilities: Responsibilities) -> tuple[Chance, ...]:
    """Return each pair that shares something with what chance would give it, in body order.

    Args:
        responsibilities: As `load_responsibilities` gives them; elements without a body and bodies
            without an element make no difference.
    """
    region = _regions(responsibilities)
    dealt: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for element in responsibilities.elements:
        if element.bodies:
            dealt[region[element.bodies[0]]].append(element.bodies)
    tested: list[Chance] = []
    silent = 0
    for place in sorted(dealt):
        some, pairs = _stratum([iri for iri in region if region[iri] == place], dealt[place])
        tested += some
        silent += pairs - len(some)
    if not tested:
        return ()
    # Pairs that share nothing have p = 1: they are tested too, and make the correction stricter.
    every = np.array([chance.p for chance in tested] + [1.0] * silent)
    q = stats.false_discovery_control(every, method="bh")
    return tuple(
        replace(chance, q=float(corrected))
        for chance, corrected in zip(tested, q[: len(tested)], strict=True)
    )


def _regions(responsibilities: Responsibilities) -> dict[str, str]:
    """Return body → municipality, in body order: nothing is dealt out from one to another.

    Municipalities that share an element are one region, under the name that comes first.
    """
    home = {body.iri: body.municipality for body in responsibilities.bodies}
    together = nx.Graph()
    together.add_nodes_from(home.values())
    for element in responsibilities.elements:
        places = sorted({home[body] for body in element.bodies})
        together.add_edges_from(pairwise(places))
    first = {place: min(part) for part in nx.connected_components(together) for place in part}
    return {body: first[place] for body, place in home.items()}


def _stratum(
    bodies: Sequence[str], elements: Sequence[tuple[str, ...]]
) -> tuple[list[Chance], int]:
    """Return the pairs of one municipality that share, not yet corrected, and how many pairs are.

    Args:
        bodies: Its bodies, in order.
        elements: The bodies of each element that has any.
    """
    load = Counter(body for element in elements for body in element)
    bodies = [iri for iri in bodies if load[iri]]
    place = {iri: number for number, iri in enumerate(bodies)}
    shared: Counter[tuple[int, int]] = Counter()
    for element in elements:
        at = sorted(place[body] for body in element)
        shared.update((i, j) for n, i in enumerate(at) for j in at[n + 1 :])
    number_of_pairs = len(bodies) * (len(bodies) - 1) // 2
    if not shared:
        return [], number_of_pairs
    pairs = sorted(shared)
    expected, p = _dealt(
        np.array([load[iri] for iri in bodies], dtype=np.float64),
        Counter(map(len, elements)),
        pairs,
        np.array([shared[pair] for pair in pairs]),
    )
    found = [
        Chance(bodies[i], bodies[j], shared[i, j], float(mean), float(tail), float(tail))
        for (i, j), mean, tail in zip(pairs, expected, p, strict=True)
    ]
    return found, number_of_pairs


def _dealt(
    loads: _Floats,
    sizes: Counter[int],
    pairs: Sequence[tuple[int, int]],
    counts: npt.NDArray[np.int64],
) -> tuple[_Floats, _Floats]:
    """Return for each pair the mean of what it would share, and the chance of so much or more."""
    number = sum(sizes.values())
    # A body that has part in every element always will: what others share with it is their load.
    everywhere = loads == number
    least = np.array([min(loads[i], loads[j]) for i, j in pairs])
    fixed = np.array([everywhere[i] or everywhere[j] for i, j in pairs])
    expected, p = np.where(fixed, least, 0.0), np.ones(len(pairs))
    free = np.flatnonzero(~fixed)
    if len(free):
        place = np.cumsum(~everywhere) - 1
        left = Counter({size - int(everywhere.sum()): n for size, n in sizes.items()})
        odds = _odds(loads[~everywhere], Counter({k: n for k, n in left.items() if k}))
        some = [(int(place[i]), int(place[j])) for i, j in (pairs[at] for at in free.tolist())]
        expected[free], p[free] = _tails(odds, left, some, counts[free].tolist())
    return expected, p


def _odds(load: _Floats, sizes: Counter[int]) -> _Floats:
    """Return the odds that give each body its load on average, by Chen, Dempster and Liu's rounds.

    Where the sizes force some bodies into elements, no finite odds do; they then grow until the
    rounds end, which is near enough.
    """
    odds: _Floats = load / load.sum()
    largest = max(sizes)
    for _ in range(_ROUNDS):
        others = _polynomials(odds, largest)
        whole = _polynomial(odds, largest)
        # The chance of body i to be among k: x_i · R(k-1 of the others) / R(k of all).
        held = np.zeros_like(odds)
        for size, number in sizes.items():
            held += number * odds * others[:, size - 1] / whole[size]
        odds = odds * load / held
        odds /= odds.sum()
        if np.max(np.abs(held / load - 1)) < _CLOSE:
            break
    return odds


def _polynomial(odds: _Floats, largest: int) -> _Floats:
    """Return the elementary symmetric polynomials of the odds, of degree 0 to the largest size."""
    sums: _Floats = np.zeros(largest + 1)
    sums[0] = 1.0
    for x in odds:
        sums[1:] += x * sums[:-1]
    return sums


def _polynomials(odds: _Floats, largest: int) -> _Floats:
    """Return for each body those of all others, a row a body; no term is ever subtracted."""
    number = len(odds)
    sums = np.zeros((number, largest + 1))
    sums[:, 0] = 1.0
    for j, x in enumerate(odds):
        grown = sums.copy()
        grown[:, 1:] += x * sums[:, :-1]
        grown[j] = sums[j]
        sums = grown
    return sums


def _tails(
    odds: _Floats,
    sizes: Counter[int],
    pairs: Sequence[tuple[int, int]],
    counts: Sequence[int],
) -> tuple[_Floats, _Floats]:
    """Return for each pair the mean of what it shares, and the chance of so much or more."""
    shared_sizes = {size: number for size, number in sizes.items() if size > 1}
    largest = max(shared_sizes)
    whole = _polynomial(odds, largest)
    means, tails = [], []
    for start in range(0, len(pairs), _PAIRS_AT_ONCE):
        some = np.array(pairs[start : start + _PAIRS_AT_ONCE])
        first, second = some[:, 0], some[:, 1]
        rest = np.zeros((len(some), largest - 1))
        rest[:, 0] = 1.0
        for j, x in enumerate(odds):
            grown = rest.copy()
            grown[:, 1:] += x * rest[:, :-1]
            own = (first == j) | (second == j)
            grown[own] = rest[own]
            rest = grown
        both = odds[first] * odds[second]
        chance = {
            size: np.clip(both * rest[:, size - 2] / whole[size], 0.0, 1.0) for size in shared_sizes
        }
        means.append(sum(number * chance[size] for size, number in shared_sizes.items()))
        wanted = counts[start : start + _PAIRS_AT_ONCE]
        tails.append(
            np.array(
                [
                    _tail([(n, chance[size][row]) for size, n in shared_sizes.items()], count)
                    for row, count in enumerate(wanted)
                ]
            )
        )
    return np.concatenate(means), np.concatenate(tails)


def _tail(draws: Sequence[tuple[int, float]], count: int) -> float:
    """Return the chance that several binomial draws add up to a count or more."""
    below = np.zeros(count)
    below[0] = 1.0  # The chance of each sum below the count, so far.
    for number, chance in draws:
        draw = stats.binom(number, chance)  # type: ignore[attr-defined]  # scipy makes it late
        one = draw.pmf(np.arange(count))
        below = np.convolve(below, one)[:count]
    return float(min(max(1.0 - below.sum(), np.finfo(float).eps), 1.0))
