"""Bodies that sheets name but the municipality's register does not have: a slip of the pen?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from styrkedja.graph.model import DoubtKind, Register
from styrkedja.graph.profiles import Profile, fold

from ..bodies import body_of
from ..draft import Suspicion, Thing

__all__ = ["doubt_unlisted"]


def doubt_unlisted(
    things: Iterable[Thing], register: Register, profile: Profile
) -> Iterator[Suspicion]:
    """Yield a doubt for each body that is responsible somewhere but not in the register.

    Nothing is doubted where the register is empty: then every body is new.

    Args:
        things: The elements of the sheets.
        register: The bodies that are known of the municipality.
        profile: The words to go by.
    """
    names = {
        fold(name): body.name
        for body in register.bodies
        for name in (body.name, *body.spellings, *body.abbreviations)
    }
    keys = {body.key for body in register.bodies}
    if not names:
        return
    seen: set[str] = set()
    for thing in things:
        for name in (*thing.responsible, *thing.carried_out_by, *thing.coordinated_by):
            known = fold(name) in names or body_of(name, profile).key in keys
            if known or name in seen:
                continue
            seen.add(name)
            near = get_close_matches(fold(name), names, n=1, cutoff=0.8)
            meant = names[near[0]] if near else None
            yield Suspicion(
                DoubtKind.UNKNOWN_BODY,
                f"”{name}” finns inte i kommunens register över organ"
                + (f"; menas ”{meant}”?" if meant else "."),
                f"“{name}” is not in the municipality's register of bodies"
                + (f"; is “{meant}” meant?" if meant else "."),
                thing.lines,
                thing,
            )
