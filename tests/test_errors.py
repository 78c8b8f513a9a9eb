"""A system's refusal, said in Vietnamese."""

import errno
import os

import pytest

from kehoach_xl.errors import why


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.EACCES, "không có quyền"), (errno.ENOSPC, "ổ đĩa đã đầy"), (errno.EROFS, "ổ đĩa chỉ cho đọc")],
)
def test_common_refusals_are_said_in_vietnamese(number: int, said: str) -> None:
    assert why(OSError(number, os.strerror(number))) == said


def test_a_rare_refusal_keeps_the_systems_words() -> None:
    assert why(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
