"""What is installed is what is here: packages, data, links, the wheel, the version."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import styrkedja

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LAYERS = ["ontology", "queries", "graph", "api"]


def test_every_package_is_listed() -> None:
    here = {"styrkedja", "styrkedja.cli"}
    for layer in LAYERS:
        for init in (ROOT / layer).rglob("__init__.py"):
            here.add(".".join(("styrkedja", *init.parent.relative_to(ROOT).parts)))
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == here


@pytest.mark.parametrize("layer", LAYERS)
def test_the_links_lead_to_the_top_level_folders(layer: str) -> None:
    link = ROOT / "styrkedja" / layer
    assert link.is_symlink()
    assert str(link.readlink()) == f"../{layer}"


def test_one_version_everywhere() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    ontology = (ROOT / "ontology" / "styrkedja.ttl").read_text(encoding="utf-8")
    version = PROJECT["project"]["version"]
    assert styrkedja.__version__ == version
    assert f"[{version}]" in changelog
    assert re.search(r'owl:versionInfo "([^"]+)"', ontology)[1] == version  # type: ignore[index]


@pytest.mark.slow
def test_the_wheel_works_outside_the_checkout(tmp_path: Path) -> None:
    source = tmp_path / "source"
    left_out = shutil.ignore_patterns(".*", "build", "*.egg-info", "__pycache__", "demo-store")
    shutil.copytree(ROOT, source, symlinks=True, ignore=left_out)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    subprocess.run([*build, "--wheel-dir", str(tmp_path), str(source)], check=True, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for layer in LAYERS:
        for pattern in ("*.py", "*.ttl", "*.rq", "*.toml", "*.csv", "*.html", "*.css", "*.po"):
            for path in (ROOT / layer).rglob(pattern):
                assert f"styrkedja/{path.relative_to(ROOT)}" in names, path
    for path in (ROOT / "api" / "static").rglob("*.*"):  # with the editor, where it is built
        assert f"styrkedja/{path.relative_to(ROOT)}" in names, path
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    script = (
        f"import sys; sys.path.insert(0, {str(site)!r})\n"
        "import styrkedja\n"
        f"assert styrkedja.__file__.startswith({str(site)!r}), styrkedja.__file__\n"
        "from styrkedja.cli import main\n"
        "sys.argv = ['styrkedja', 'demo', '--only-read', '--store', 'demo']\n"
        "main()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-I", "-c", script],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("34 uppdrag") == 2
