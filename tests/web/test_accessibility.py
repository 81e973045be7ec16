"""What looks for faults on the pages finds them."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from .accessibility import RULES, faults
from .conftest import Walk

pytestmark = pytest.mark.browser

_BAD = """<!doctype html><html lang="sv"><head><title>Fel</title><style>
  @media (prefers-color-scheme: dark) { .dark { color: #777; background: #222 } }
  @media (max-width: 400px) { .narrow { color: rgb(200 200 200 / 60%) } }
  .mixed { color: color-mix(in srgb, white 60%, black) }
</style></head><body><main>
  <h1>Fel</h1><h3>Fel ordning</h3><img src="data:,">
  <p class="dark">Grått i mörker</p><p class="narrow">Grått på en telefon</p>
  <p class="mixed">Alltid grått</p><p class="left-out mixed">Inte sett</p>
</main></body></html>"""


@pytest.mark.parametrize(
    ("width", "scheme", "grey"),
    [(1280, "light", 1), (1280, "dark", 2), (390, "light", 2), (390, "dark", 3)],
)
def test_faults_are_those_that_axe_finds_by_itself(
    walk: Walk, width: int, scheme: str, grey: int
) -> None:
    page = walk.page
    page.set_content(_BAD)
    faults(page)  # what is remembered of the first look must not stay true
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # light or dark
    found = dict(faults(page, left_out=[".left-out"]))
    assert {"color-contrast", "heading-order", "image-alt"} <= found.keys()
    assert len(found["color-contrast"]) == grey
    page.set_content(_BAD)
    alone = Axe().run(page, {"exclude": [[".left-out"]]}, {"runOnly": list(RULES)})
    assert {it["id"]: len(it["nodes"]) for it in alone.response["violations"]} == {
        rule: len(places) for rule, places in found.items()
    }
