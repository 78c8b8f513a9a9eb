"""What a file is by its first bytes, whatever its extension says."""

from kehoach_xl.errors import Stop

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def require_zip(data: bytes, name: str) -> None:
    """Raise ``Stop`` naming what ``data`` is unless it starts like a zip package."""
    if not data:
        raise Stop("GATE_001", name=name)
    if data.startswith(ZIP):
        return
    if data.startswith(OLE):
        # A password-protected .xlsx is an OLE container holding this stream; an .xls never has it.
        raise Stop("GATE_003" if ENCRYPTED_STREAM in data else "GATE_002", name=name)
    if data.startswith(b"%PDF-"):
        raise Stop("GATE_022", name=name)
    head = _text_head(data)
    if head is None:
        raise Stop("GATE_006", name=name)
    lowered = head.lstrip("\ufeff \t\r\n").lower()
    if lowered.startswith(("<!doctype html", "<html", "<table", "<meta", "<head")) or "<html" in lowered:
        raise Stop("GATE_004", name=name)
    raise Stop("GATE_005", name=name)


def _text_head(data: bytes) -> str | None:
    """The first kilobytes as text, or None when they are binary."""
    head = data[:4096]
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"", "utf-8")):
        if head.startswith(mark):
            text = head.decode(encoding, errors="replace")
            break
    # Legacy Vietnamese code pages are single bytes above 0x7F, so only control characters mean binary.
    controls = sum(char < " " and char not in "\t\r\n\f" for char in text)
    return None if controls > len(text) // 100 else text
