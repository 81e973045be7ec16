"""A real server over the bundled documents, in a process of its own, and a real Chromium."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, sync_playwright

from styrkedja.graph.archive import Archive

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_OWN_STATUS = re.compile(r"status of (?:40[034]|422)\b")  # pages that are to say so
_ADDRESS = re.compile(r"http://[^\s/]+")


@dataclass
class Walk:
    """A page of the browser, and what went wrong behind it."""

    page: Page
    home: str
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.home + path, wait_until="load")

    def assert_clean(self) -> None:
        assert self.elsewhere == [], "requests to other hosts"
        assert self.complaints == [], "the browser complains"


@pytest.fixture(scope="session")
def site(example_archive: Archive) -> Iterator[str]:
    """The address of a server as `styrkedja serve` starts it, without a slash at its end."""
    with serving(example_archive) as home:
        yield home


@pytest.fixture(scope="session")
def layouts_site(layouts_archive: Archive) -> Iterator[str]:
    """The same over the bundled documents of all layouts."""
    with serving(layouts_archive) as home:
        yield home


@contextmanager
def serving(archive: Archive, *options: str) -> Iterator[str]:
    """Give the address of a server over an archive while the block lasts."""
    command = [sys.executable, "-m", "styrkedja.cli", "serve"]
    command += ["--port", "0", "--store", str(archive.path), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = _ADDRESS.search(server.stdout.readline())
            assert found is not None, "the server did not say where it is"
            yield found[0]
        finally:
            server.terminate()
            server.wait(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's or Google's Chromium, without a window."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip(f"no Chromium on this machine ({', '.join(_NAMES)})")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def walk(browser: Browser, site: str) -> Iterator[Walk]:
    """A fresh page; no request leaves this machine, whatever a page asks for."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    walk = Walk(context.new_page(), site)
    watched(walk)
    yield walk
    context.close()


@pytest.fixture
def layouts_walk(browser: Browser, layouts_site: str) -> Iterator[Walk]:
    """A fresh page of the site of all layouts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    walk = Walk(context.new_page(), layouts_site)
    watched(walk)
    yield walk
    context.close()


@pytest.fixture
def scriptless(browser: Browser, site: str) -> Iterator[Walk]:
    """A fresh page that runs no script."""
    context = browser.new_context(java_script_enabled=False)
    walk = Walk(context.new_page(), site)
    watched(walk)
    yield walk
    context.close()


def watched(walk: Walk) -> Walk:
    """Return the walk, noting what its page asks of other hosts and what the browser says."""
    host = urlsplit(walk.home).netloc

    def seen(request: Request) -> None:
        if urlsplit(request.url).netloc != host and not request.url.startswith("data:"):
            walk.elsewhere.append(request.url)

    def stay(route: Route) -> None:
        if urlsplit(route.request.url).netloc == host:
            route.continue_()
        else:
            route.abort()

    walk.page.on("request", seen)
    walk.page.on("pageerror", lambda error: walk.complaints.append(str(error)))
    walk.page.on(
        "console",
        lambda message: (
            walk.complaints.append(message.text)
            if message.type == "error" and not _OWN_STATUS.search(message.text)
            else None
        ),
    )
    walk.page.route("**/*", stay)
    return walk
