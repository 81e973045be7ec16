"""What axe-core finds wrong on a page, by the rules of WCAG 2.2 AA and by good practice."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

__all__ = ["CONTRAST", "RULES", "faults"]

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
CONTRAST = ("color-contrast",)

# Half a megabyte of script goes into a page once, however often the page is looked at. For each
# text axe parses the colours of all that lies behind it; the few that there are it may remember,
# which is a third of its work.
_SCRIPT = f"""{Axe().axe_script};
(() => {{
  const color = axe.commons.color.Color.prototype;
  const parse = color.parseString;
  const known = new Map();
  color.parseString = function (text) {{
    if (!known.has(text)) {{
      parse.call(this, text);
      known.set(text, [this.r, this.g, this.b, this.alpha]);
    }}
    [this.r, this.g, this.b, this.alpha] = known.get(text);
    return this;
  }};
}})()"""
_RUN = """([exclude, runOnly]) => axe
  .run({ exclude }, { runOnly, resultTypes: ["violations"] })
  .then(({ violations }) => violations.map(({ id, nodes }) => [
    id,
    nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`),
  ]))"""


def faults(
    page: Page, rules: Sequence[str] = RULES, left_out: Sequence[str] = ()
) -> list[tuple[str, list[str]]]:
    """Return each rule that the page breaks as it looks now, with the places and the reasons.

    Args:
        page: An open page; width, colour scheme and what is folded up count.
        rules: Tags or names of rules of axe-core.
        left_out: CSS selectors of what is not looked at.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SCRIPT)
    found = page.evaluate(_RUN, [[[it] for it in left_out], list(rules)])
    return [(rule, places) for rule, places in found]
