"""Pages in Chromium over a slow line: largest contentful paint, layout shift, bytes transferred."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, sync_playwright

__all__ = ["look_at_pages"]

PAINT, SHIFT, BYTES = 2500.0, 0.05, 150_000
"""Milliseconds to the start page's largest paint, any page's layout shift, bytes of any page."""

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# "Fast 3G" as Lighthouse and Chromium's tools have it, bytes a second and milliseconds.
_FAST_3G = {
    "offline": False,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
    "latency": 150,
}
_TURNS = 3  # of the start page; the median counts
_SETTLED = 700  # milliseconds after loading in which things may still shift
_TOLD = """() => new Promise((tell) => {
  let paint = 0, shift = 0;
  new PerformanceObserver((seen) => {
    for (const one of seen.getEntries()) paint = one.startTime;
  }).observe({type: "largest-contentful-paint", buffered: true});
  new PerformanceObserver((seen) => {
    for (const one of seen.getEntries()) if (!one.hadRecentInput) shift += one.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => tell([paint, shift]), 200);
})"""


@dataclass(frozen=True, slots=True)
class _Seen:
    paint: float
    shift: float
    size: int


def look_at_pages(home: str, paths: Mapping[str, str]) -> list[str]:
    """Open pages, the first of them several times; print; return what is over a bound.

    Args:
        home: The service's address, without a slash at its end.
        paths: Name → path; the first is the start page.
    """
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        print(f"\nno Chromium on this machine ({', '.join(_NAMES)}): pages not looked at")
        return []
    print(f"\n{'page over Fast 3G':18} {'paint':>7} ms {'shift':>7} {'kB':>7}")
    over = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        for number, (name, path) in enumerate(paths.items()):
            turns = [_look(browser, home + path) for _ in range(1 if number else _TURNS)]
            seen = sorted(turns, key=lambda one: one.paint)[len(turns) // 2]
            late = not number and seen.paint > PAINT
            mark = "OVER" if late or seen.shift >= SHIFT or seen.size > BYTES else ""
            over += [f"{name} in the browser"] if mark else []
            print(
                f"{name:18} {seen.paint:7.0f}    {seen.shift:7.3f} {seen.size / 1000:7.1f}  {mark}"
            )
        browser.close()
    return over


def _look(browser: Browser, address: str) -> _Seen:
    """Return how a page comes to somebody who has not been here before."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    session: CDPSession = context.new_cdp_session(page)
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _FAST_3G)
    page.goto(address, wait_until="load", timeout=60_000)
    page.wait_for_timeout(_SETTLED)
    paint, shift = page.evaluate(_TOLD)
    context.close()
    return _Seen(paint, shift, int(sum(sizes)))
