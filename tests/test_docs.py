"""The docs describe what is there: settings, commands, and no path or host of one machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from styrkedja.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parent.parent


def test_every_setting_is_described() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert f"`{PREFIX}{name.upper()}`" in text
        assert field.description and field.description in text


def test_every_command_is_named_in_the_readme() -> None:
    from styrkedja.cli.main import app

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in app.registered_commands:
        assert command.callback is not None
        assert f"styrkedja {command.callback.__name__}" in text


def test_every_analysis_is_named_in_the_readme_and_explained() -> None:
    from styrkedja.cli.analyse import analyse

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "analyses.md").read_text(encoding="utf-8")
    assert analyse.registered_commands
    for command in analyse.registered_commands:
        assert command.callback is not None
        assert f"`styrkedja analyse {command.callback.__name__}`" in readme
        assert f"`styrkedja analyse {command.callback.__name__}`" in page


def test_the_readmes_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_no_file_names_a_path_of_one_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    pattern = re.compile("/(?:" + "|".join(["wo" + "rk", "ro" + "ot", "fa" + "rm"]) + ")/")
    for name in filter(None, listed):
        path = ROOT / name
        if path.is_file() and not path.is_symlink() and path.suffix not in {".png", ".lock"}:
            assert not pattern.search(path.read_text(encoding="utf-8", errors="replace")), name
