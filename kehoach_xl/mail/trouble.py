"""Why a mail server cannot be reached, in Vietnamese, and what it said itself, made fit for a sentence."""

import smtplib
import socket
import ssl
from collections.abc import Iterable

from kehoach_xl.domain.header_text import line
from kehoach_xl.errors import Stop, why

MOST = 200
# So many signs of a secret are too many.
_BEGINNING = 8


def offline(error: Exception, host: str, port: int) -> Stop:
    """The sentence for a connection that cannot be had."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return Stop("MAIL_035", host=host, port=port, reason=error.verify_message)
    return Stop("MAIL_034", host=host, port=port, reason=_reason(error))


def words(code: int, said: bytes | str) -> str:
    """An answer of a server as one short line: its code and its own words without control characters."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    plain = line(text)
    return f"{code} {plain[:MOST]}{'…' if len(plain) > MOST else ''}".strip()


def tells(said: bytes | str, secrets: Iterable[str]) -> bool:
    """Whether an answer repeats a secret, or the beginning of one: servers cut long lines and change their case."""
    text = (said.decode("utf-8", "replace") if isinstance(said, bytes) else said).casefold()
    return any(one[:_BEGINNING].casefold() in text for one in secrets if one)


def _reason(error: Exception) -> str:
    match error:
        case smtplib.SMTPResponseException():
            return f"máy chủ trả lời «{words(error.smtp_code, error.smtp_error)}»"
        case smtplib.SMTPException():
            return "máy chủ ngắt kết nối"
        case socket.gaierror():
            return "không tìm thấy tên máy chủ"
        case TimeoutError():
            return "máy chủ không trả lời"
        case ConnectionRefusedError():
            return "máy chủ từ chối kết nối"
        case ssl.SSLError():
            return "không thiết lập được kết nối mã hóa, có thể cổng và kiểu bảo mật không khớp nhau"
        case ConnectionError():
            return "kết nối bị ngắt"
        case OSError():
            return why(error)
    return type(error).__name__
