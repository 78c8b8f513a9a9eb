"""The record of an installation: what was put where, so that exactly that can be removed."""

import json
from collections.abc import Iterable
from pathlib import Path

from kehoach_xl.windows.machine import Machine
from kehoach_xl.windows.paths import own_folder
from kehoach_xl.windows.things import KINDS, File, Thing

NAME = "cai-dat.json"
FORMAT = 1


def path(machine: Machine) -> Path:
    return own_folder(machine) / NAME


def read(machine: Machine) -> list[Thing] | None:
    """What an earlier installation put on this machine; empty when there was none, None when it cannot be read."""
    try:
        body = json.loads(path(machine).read_text(encoding="utf-8"))
        return [KINDS[one["kind"]](machine, one["where"], one["content"]) for one in body["things"]]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError):
        return None


def as_file(machine: Machine, version: str, things: Iterable[Thing]) -> File:
    """The record as one more file to be put on the machine, last of all."""
    body = {
        "format": FORMAT,
        "version": version,
        "things": [{"kind": one.kind, "where": one.where, "content": one.content} for one in things],
    }
    data = json.dumps(body, ensure_ascii=False, indent=2).encode()
    return File(machine, str(path(machine)), "", data)
