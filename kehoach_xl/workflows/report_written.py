"""What «Báo cáo» tells of the file it wrote."""

from dataclasses import dataclass

from kehoach_xl.messages import Message


@dataclass(frozen=True)
class ReportWritten:
    """The file that was written: of which period, of which agency (both '' for the whole plan), how many of its tasks
    somebody reported, and what to look at before it is signed."""

    path: str
    period: str
    period_name: str
    tasks: int
    reported: int
    agency: str = ""
    agency_name: str = ""
    notices: tuple[Message, ...] = ()

    @property
    def needs_a_look(self) -> bool:
        return any(one.level != "info" for one in self.notices)
