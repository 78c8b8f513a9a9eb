"""The one exception for «cannot go on»; everything a user can mend in data is an Issue, not an error."""

import errno
import tempfile
import traceback

from kehoach_xl.messages import Message


class Stop(Exception):
    """An operation cannot go on. Carries a catalogue code and its facts; nothing was written.

    ``Stop("OPEN_001", path="a.xlsx")`` renders through :mod:`kehoach_xl.messages`.
    """

    def __init__(self, code: str, **facts: object) -> None:
        self.message = Message(code, facts)
        super().__init__(str(self.message))


def logged() -> str:
    """Keep the details of the error being handled in a file, not on her screen; the file's path."""
    with tempfile.NamedTemporaryFile("w", prefix="kehoach-xl-", suffix=".log", delete=False, encoding="utf-8") as file:
        traceback.print_exc(file=file)
        return file.name


_WHY = {
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã hết hạn mức lưu trữ",
    errno.EFBIG: "tệp lớn hơn mức cho phép",
    errno.ENOENT: "không tìm thấy",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EISDIR: "đây là thư mục",
    errno.EEXIST: "đã có tệp hoặc thư mục cùng tên",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EIO: "lỗi đọc, ghi ổ đĩa",
    errno.EBUSY: "chương trình khác đang dùng",
    errno.ETXTBSY: "chương trình khác đang dùng",
}


def why(error: OSError) -> str:
    """What the system could not do, in Vietnamese; a rare cause keeps the system's own words."""
    # 32 and 33: another Windows program holds the file, or a part of it.
    if getattr(error, "winerror", None) in (32, 33):
        return _WHY[errno.EBUSY]
    return _WHY.get(error.errno or 0) or error.strerror or type(error).__name__
