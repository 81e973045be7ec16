"""Two known layouts of a small network, each from many starts at once, as arrays.

Stress (the places' distances as near as may be to the steps between the nodes: Kamada and Kawai
1989) by majorisation (Gansner, Koren and North 2004), and springs (Fruchterman and Reingold 1991).
All starts are worked on in the same array operations, so eight take little longer than one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    Places: TypeAlias = NDArray[np.float64]

__all__ = ["arranged"]

_SPRING_ROUNDS = 120
_STRESS_ROUNDS = 100
_NEAREST = 0.01  # Nodes nearer than this push each other no harder.


def arranged(graph: nx.Graph, seeds: Sequence[int]) -> Places:
    """Return layouts of a connected network: by stress from a circle, and two of each seed.

    Args:
        graph: The network; its nodes in the order of the layouts.
        seeds: What the starts are drawn from.

    Returns:
        Layouts × nodes × 2: by stress from the circle, by stress from each seed's springs, and
        those springs.
    """
    import networkx as nx
    import numpy as np  # a service that starts again is to answer before it needs this

    number = len(graph)
    turn = 2 * np.pi * np.arange(number) / number
    circle = np.column_stack((np.cos(turn), np.sin(turn)))[None]
    if number < 2:
        return circle
    steps = np.zeros((number, number))
    order = {node: place for place, node in enumerate(graph)}
    for start, reached in nx.all_pairs_shortest_path_length(graph):
        for end, far in reached.items():
            steps[order[start], order[end]] = far
    drawn = [np.random.default_rng(seed).random((number, 2)) for seed in seeds]
    springs = _by_springs(steps == 1, np.array(drawn).reshape(-1, number, 2))
    reach = steps.max() / 2
    return np.concatenate((_by_stress(steps, np.concatenate((circle, springs)) * reach), springs))


def _by_stress(steps: Places, starts: Places) -> Places:
    """Return places whose distances are as near to the steps as the starts lead to."""
    import numpy as np

    number = len(steps)
    apart = ~np.eye(number, dtype=bool)
    weights = np.zeros_like(steps)
    weights[apart] = steps[apart] ** -2
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.inv(laplacian + 1 / number) - 1 / number
    wanted = weights * steps
    at = starts
    for _ in range(_STRESS_ROUNDS):
        far = np.maximum(_distances(at), 1e-9)
        pull = wanted / far
        at = inverse @ (pull.sum(axis=2)[:, :, None] * at - pull @ at)
    return at


def _by_springs(linked: NDArray[np.bool_], starts: Places) -> Places:
    """Return places where the pull of the edges and the push of all nodes are even."""
    import numpy as np

    if not len(starts):
        return starts
    number = len(linked)
    rest = number**-0.5
    at = starts.copy()
    heat = 0.1 * (starts.max(axis=1) - starts.min(axis=1)).max(axis=1)[:, None, None]
    for left in range(_SPRING_ROUNDS, 0, -1):
        far = np.maximum(_distances(at), _NEAREST)
        force = rest**2 / far**2 - linked * far / rest
        move = force.sum(axis=2)[:, :, None] * at - force @ at
        length = np.maximum(np.sqrt((move**2).sum(axis=2, keepdims=True)), _NEAREST)
        at += move / length * heat * left / _SPRING_ROUNDS
    return at


def _distances(at: Places) -> Places:
    """Return the distance of each two nodes, layouts × nodes × nodes."""
    import numpy as np

    x, y = at[:, :, 0], at[:, :, 1]
    return np.hypot(x[:, :, None] - x[:, None], y[:, :, None] - y[:, None])
