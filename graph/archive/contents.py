"""What files an archive's commits amount to, and with which checksums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from .journal import Commit
from .sealing import digest

__all__ = ["faults_of", "files_of", "folder_of", "register_file"]


def files_of(commits: Sequence[Commit]) -> dict[str, str]:
    """Return the files that commits name and no purge took away: path in the archive → SHA-256.

    Versions that were replaced since are among them, the journal's own files are not.

    Args:
        commits: All commits up to some commit, oldest first.
    """
    purges = [commit for commit in commits if commit.action == "purge"]
    forgotten = {number for purge in purges for number in purge.content["forgotten"]}
    purged = {purge.content["municipality"]: purge.number for purge in purges}
    files: dict[str, str] = {}
    registers: dict[str, tuple[int, str]] = {}
    for commit in commits:
        content = commit.content
        if commit.action == "document":
            document = content["document"]
            place = document["municipality"]
            if commit.number not in forgotten:
                folder = folder_of(place, document["key"], commit.number)
                files |= {f"{folder}/{role}": sha256 for role, sha256 in content["files"].items()}
        elif commit.action == "purge":
            place = content["municipality"]
            if "register" not in content:
                registers.pop(place, None)
        if "register" in content:
            registers[place] = (commit.number, content["register"])
            if commit.number >= purged.get(place, 0):
                files[register_file(place, commit.number)] = content["register"]
    # What names bodies of a purged document goes with it, but the register in use never does.
    files |= {register_file(place, number): sha for place, (number, sha) in registers.items()}
    return files


def folder_of(municipality: str, key: str, commit: int) -> str:
    """Return the folder of a version of a document, as a path in the archive."""
    return f"documents/{municipality}/{key}/{commit:08}"


def register_file(municipality: str, commit: int) -> str:
    """Return the file of a version of a register, as a path in the archive."""
    return f"registers/{municipality}/{commit:08}.json"


def faults_of(top: Path, files: Mapping[str, str]) -> dict[str, str]:
    """Return the files that are not what was written: path in the archive → in what way."""
    faults = {name: _fault_of(top / name, sha256) for name, sha256 in files.items()}
    return {name: fault for name, fault in faults.items() if fault is not None}


def _fault_of(path: Path, sha256: str) -> str | None:
    try:
        content = path.read_bytes()
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return None if digest(content) == sha256 else "its content is not what was written"
