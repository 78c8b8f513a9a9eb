"""What a container was found to hold."""

from dataclasses import dataclass, field

from kehoach_xl.intake.opened import Inner


@dataclass
class Found:
    """``what`` the container is, in words; ``passed_over``: pictures of a letter and signatures, which are no files
    that anybody sent."""

    what: str
    inner: list[Inner] = field(default_factory=list)
    passed_over: int = 0
