"""Why an inferred triple holds: which rule, from which stated triples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from .closure import is_stated
from .derivation import READ, derive, is_derived
from .rules import Pattern, Rule, element_classes, instance_rules
from .store import Store, Term

__all__ = ["Explanation", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a triple holds that no document states.

    Args:
        triple: The inferred triple.
        rule: The name of the rule that gave it ("prp-spo1: sk:contributesTo ⊑ sk:serves").
        premises: What the rule took, in the order of its body: stated triples as they are,
            inferred ones with their own explanation.
    """

    triple: ox.Triple
    rule: str
    premises: tuple[ox.Triple | Explanation, ...]

    def stated(self) -> tuple[ox.Triple, ...]:
        """Return the stated triples that it all comes from, each once, in the order used."""
        found: dict[ox.Triple, None] = {}
        for premise in self.premises:
            inner = premise.stated() if isinstance(premise, Explanation) else (premise,)
            found.update(dict.fromkeys(inner))
        return tuple(found)


def explain(triple: ox.Triple, store: Store, *, base: str) -> Explanation | None:
    """Return why an inferred triple holds; None when it is stated, or does not follow.

    Args:
        triple: A triple without blank nodes.
        store: What is stated, together with what was inferred from it.
        base: What IRIs of things begin with; ends in a slash.
    """
    return _Search(store, base).reason(triple)


class _Search:
    """Looks for a proof backwards from the triple, one step further at a time.

    A triple counts as proved only when all that one of its rules takes is proved before it; so a
    proof never goes in a circle, and no triple is looked at twice however tangled the graph is.
    """

    def __init__(self, store: Store, base: str) -> None:
        self._store = store
        self._base = base
        self._proved: dict[ox.Triple, ox.Triple | Explanation] = {}
        self._open: dict[ox.Triple, list[tuple[Rule, tuple[ox.Triple, ...]]]] = {}

    def reason(self, goal: ox.Triple) -> Explanation | None:
        frontier = [goal]
        while frontier and goal not in self._proved:
            seen: dict[ox.Triple, None] = {}
            for triple in frontier:
                self._look_at(triple)
                for _, premises in self._open.get(triple, ()):
                    seen.update(dict.fromkeys(premises))
            self._prove()
            frontier = [t for t in seen if t not in self._proved and t not in self._open]
        found = self._proved.get(goal)
        return found if isinstance(found, Explanation) else None

    def _look_at(self, triple: ox.Triple) -> None:
        if self._is_stated(triple):
            self._proved[triple] = triple
        elif is_derived(triple):
            derived = self._derived(triple)
            if derived is not None:
                self._proved[triple] = derived
        else:
            self._open[triple] = list(self._candidates(triple))

    def _prove(self) -> None:
        """Prove what can be proved from what has been looked at so far."""
        more = True
        while more:
            more = False
            for triple, candidates in list(self._open.items()):
                for rule, premises in candidates if triple not in self._proved else ():
                    if all(premise in self._proved for premise in premises):
                        reasons = tuple(self._proved[premise] for premise in premises)
                        self._proved[triple] = Explanation(triple, rule.name, reasons)
                        more = True
                        break

    def _is_stated(self, triple: ox.Triple) -> bool:
        quads = list(
            self._store.oxigraph.quads_for_pattern(
                triple.subject, triple.predicate, triple.object, None
            )
        )
        named = [quad for quad in quads if isinstance(quad.graph_name, ox.NamedNode)]
        # The default graph holds the merge of all: it says something only where nothing else does.
        return any(is_stated(quad, self._base) for quad in named) or (bool(quads) and not named)

    def _candidates(self, goal: ox.Triple) -> Iterator[tuple[Rule, tuple[ox.Triple, ...]]]:
        for rule in instance_rules():
            known = _match(rule.head, goal)
            if known is None:
                continue
            variables = sorted(_variables(rule) - known.keys())
            values = " ".join(f"VALUES {name} {{ {term} }}" for name, term in known.items())
            answer = self._store.query(
                f"SELECT {' '.join(variables) or '*'} WHERE {{ {values} {rule.where} }}"
            )
            if not isinstance(answer, ox.QuerySolutions):
                raise TypeError(f"no SELECT: {rule.where}")
            for row in answer:
                bound = known | {name: row[name[1:]] for name in variables}
                yield rule, tuple(_fill(pattern, bound) for pattern in rule.body)

    def _derived(self, goal: ox.Triple) -> Explanation | None:
        stated = (
            quad.triple
            for name in READ
            for quad in self._store.oxigraph.quads_for_pattern(None, ox.NamedNode(name), None, None)
            if is_stated(quad, self._base)
            and (isinstance(quad.graph_name, ox.NamedNode) or self._is_stated(quad.triple))
        )
        for item in derive(set(stated), base=self._base, element_classes=element_classes()):
            if item.triple == goal:
                return Explanation(goal, item.rule, item.premises)
        return None


def _match(head: Pattern, goal: ox.Triple) -> dict[str, Term] | None:
    """Return what the head's variables stand for when it is the goal; None when it cannot be."""
    known: dict[str, Term] = {}
    for part, term in zip(head, (goal.subject, goal.predicate, goal.object), strict=True):
        if part.startswith("?"):
            if not isinstance(term, (ox.NamedNode, ox.Literal)):
                return None
            known[part] = term
        elif not isinstance(term, ox.NamedNode) or term.value != part:
            return None
    return known


def _variables(rule: Rule) -> set[str]:
    return {part for pattern in rule.body for part in pattern if part.startswith("?")}


def _fill(pattern: Pattern, bound: dict[str, Term]) -> ox.Triple:
    subject, predicate, target = (bound.get(part) or ox.NamedNode(part) for part in pattern)
    if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode):
        raise TypeError(f"no triple: {subject} {predicate} {target}")
    return ox.Triple(subject, predicate, target)
