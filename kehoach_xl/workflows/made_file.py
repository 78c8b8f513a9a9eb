"""A form that «Phân phát» made: what its list, its letter and its report tell of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MadeFile:
    """One file that was made."""

    agency: str
    agency_name: str
    file: str
    dispatch: str
    tasks: tuple[str, ...]
    sha256: str
    email: str
