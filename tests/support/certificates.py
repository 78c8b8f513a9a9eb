"""A certificate for «localhost» that only these tests trust, made by openssl."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Certificate:
    """PEM; ``path`` is the certificate as a file, for SSL_CERT_FILE."""

    cert: bytes
    key: bytes
    path: Path


def make(folder: Path, name: str = "localhost") -> Certificate:
    """A certificate that signs itself."""
    cert, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", str(key), "-out", str(cert), "-days", "3650", "-subj", f"/CN={name}",
         "-addext", f"subjectAltName=DNS:{name}"],
        check=True, capture_output=True,
    )  # fmt: skip
    return Certificate(cert.read_bytes(), key.read_bytes(), cert)
