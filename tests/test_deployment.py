"""The files for running the service name what is there: commands, options, settings, addresses."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from styrkedja.api import create_app
from styrkedja.cli.main import app
from styrkedja.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parent.parent
DEPLOYMENT = ROOT / "docs" / "deployment"
CONTAINER = DEPLOYMENT / "Containerfile"
UNITS = sorted(path for path in DEPLOYMENT.iterdir() if path.suffix in {".service", ".timer"})
FILES = [*DEPLOYMENT.iterdir(), ROOT / "docs" / "running.md", ROOT / "SECURITY.md"]


def _unit(name: str) -> dict[str, list[str]]:
    """The directives of a unit's [Service] section, each with all its values."""
    found: dict[str, list[str]] = {}
    text = (DEPLOYMENT / name).read_text(encoding="utf-8")
    for line in text.partition("[Service]")[2].partition("\n[Install]")[0].splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def _called() -> list[tuple[str, list[str]]]:
    """The commands that the files call, with their arguments."""
    text = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.S)).replace("\\\n", " ")
    lines = re.findall(r"(?:^|/bin/|&& )styrkedja ([a-z].*)", blocks, re.M)
    lines += [re.sub(r"^\S+ ", "", value) for unit in UNITS for value in
              _unit(unit.name).get("ExecStart", [])]  # fmt: skip
    container = CONTAINER.read_text(encoding="utf-8")
    lines += [" ".join(re.findall(r'"(.*?)"', re.findall(r"^CMD (.*)", container, re.M)[0]))]
    split = [shlex.split(line.partition("#")[0].partition("' <")[0]) for line in lines]
    return [(words[0], words[1:]) for words in split]


def test_every_command_and_option_is_there() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    called = _called()
    assert {name for name, _ in called} >= {"serve", "ingest", "backup", "restore"}
    for name, arguments in called:
        known = {option for p in commands[name].params for option in p.opts}
        assert {word for word in arguments if word.startswith("--")} <= known, name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_is_there(path: Path) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    assert set(re.findall(rf"{PREFIX}[A-Z_]+", path.read_text(encoding="utf-8"))) <= known


def test_every_address_of_the_service_is_there() -> None:
    paths = set(create_app(Settings()).openapi()["paths"])
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"/(?:health|metrics)(?:/[a-z]+)?\b", text)) <= paths, path.name


def test_the_figures_that_are_worth_an_alarm_are_there() -> None:
    text = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    metrics, _ = create_app(Settings()).state.metrics.exposition("")
    named = set(re.findall(r"styrkedja_[a-z_]+", text))
    assert len(named) > 2
    for name in named:
        assert f"# TYPE {name} " in metrics.decode(), name


def test_links_lead_somewhere() -> None:
    for page in (ROOT / "SECURITY.md", ROOT / "docs" / "running.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_unit_gives_queries_the_time_that_they_have() -> None:
    unit = _unit("styrkedja.service")
    settings = Settings()
    assert int(unit["TimeoutStopSec"][0]) > settings.query_seconds + 5
    assert unit["KillMode"] == ["mixed"], "workers must not be stopped before the web process"
    assert unit["OOMPolicy"] == ["continue"]
    gigabytes = int(unit["MemoryMax"][0].removesuffix("G"))
    assert gigabytes * 1024 > settings.query_workers * 2 * settings.query_memory
    for name in ("NoNewPrivileges", "ProtectSystem", "MemoryDenyWriteExecute", "PrivateDevices"):
        assert unit[name][0] in {"yes", "strict"}
    assert "@system-service" in unit["SystemCallFilter"]
    assert not any("@process" in value or "@resources" in value for value in
                   unit["SystemCallFilter"])  # fmt: skip


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_understands_the_units(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    for path in UNITS:
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text.replace("/opt/styrkedja/bin/styrkedja", "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / unit.name)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    own = [line for line in done.stderr.splitlines() if "styrkedja" in line]
    assert (done.returncode, own) == (0, [])


def test_the_units_leave_little_to_whoever_breaks_in() -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    names = [str(path) for path in UNITS if path.suffix == ".service"]
    check = ["systemd-analyze", "security", "--offline=yes", "--threshold=15", "--no-pager"]
    for name in names:  # of 100; a unit without any protection has 96
        done = subprocess.run([*check, name], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-300:]


def test_the_image_runs_as_nobody_special_on_a_read_only_file_system() -> None:
    text = CONTAINER.read_text(encoding="utf-8")
    last = text.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001$", last, re.M)
    assert "HEALTHCHECK" in last
    assert f"STYRKEDJA_PORT={Settings().port}" in last
    assert "pip install" not in last
    assert "--read-only" in (ROOT / "docs" / "running.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_what_the_image_is_made_of_is_enough(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    stage = CONTAINER.read_text(encoding="utf-8").partition("\nFROM ")[2].partition("\nFROM ")[0]
    ignored = shutil.ignore_patterns("__pycache__")
    for line in re.findall(r"^COPY (?!--from)(.*)", stage, re.M):
        *names, target = line.split()
        for name in names:
            if name.endswith("/"):
                shutil.copytree(ROOT / name, source / target, symlinks=True, ignore=ignored)
            else:
                shutil.copy(ROOT / name, source / target)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir"]
    subprocess.run([*build, str(tmp_path), str(source)], check=True, cwd=tmp_path)
    (wheel,) = tmp_path.glob("styrkedja-*.whl")
    site = tmp_path / "site"
    shutil.unpack_archive(wheel, site, "zip")
    # Nothing is written beside the code, and the working directory and /tmp are enough.
    for path in (site, *site.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    script = (
        f"import sys; sys.path.insert(0, {str(site)!r}); sys.dont_write_bytecode = True\n"
        "from styrkedja.cli import main\n"
        "sys.argv = ['styrkedja', 'demo', '--only-read', '--store', 'demo']\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    for path in (site, *site.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)
    assert done.returncode == 0, done.stderr
