"""Rules of the office's own block in `Thiết lập`: what breaks each, what does not."""

from tests.domain.rules.clean import SCT, STP


def cells(**typed):
    """Lines of the block from row 10 on, in the order given."""
    return {"office": [{"id": name, "value": value} for name, value in typed.items()]}


SMTP = "Máy chủ thư (SMTP)"
HOST = "mail.x.gov.vn"
CASES = [
    ("CHECK_665", ("office", 10, "value"), cells(smtp_port="năm tám bảy"), cells(smtp_port="587")),
    ("CHECK_665", ("office", 10, "value"), cells(imap_port=70_000.0), cells(imap_port=993.0)),
    ("CHECK_665", ("office", 10, "value"), cells(limit_mb="0"), cells(limit_mb="1")),
    ("CHECK_665", ("office", 10, "value"), cells(remind_limit="2,5"), cells(remind_limit="2")),
    ("CHECK_665", ("office", 10, "value"), cells(way="bồ câu"), cells(way="thư nháp (.EML)")),
    ("CHECK_665", ("office", 10, "value"), cells(smtp_security="SSL"), cells(smtp_security="tls")),
    ("CHECK_665", ("office", 10, "value"), cells(smtp_host="smtps://mail.x.gov.vn"), cells(smtp_host=HOST)),
    ("CHECK_665", ("office", 10, "value"), cells(imap_host="mail.x.gov.vn:993"), cells(imap_host=HOST)),
    ("CHECK_665", ("office", 10, "value"), cells(address="a@x.gov.vn; b@x.gov.vn"), cells(address="a@x.gov.vn")),
    ("CHECK_665", ("office", 10, "value"), cells(address="vănthư@x.gov.vn"), cells(address=None)),
    ("CHECK_666", ("office", 10, "value"), cells(smtp_host=None, way=SMTP), cells(smtp_host=HOST, way=SMTP)),
    # Without one here, the address is the coordinator's in `Cơ quan`.
    ("CHECK_666", ("office", 10, "value"),
     cells(address=None, way=SMTP, smtp_host=HOST) | {"agencies": [STP, SCT | {"email": None}]},
     cells(address=None, way=SMTP, smtp_host=HOST)),
    ("CHECK_667", ("office", 10, "value"), cells(smtp_security="Không", smtp_host=HOST), cells(smtp_security="Không")),
    ("CHECK_667", ("office", 10, "value"), cells(imap_security="Không", imap_host=HOST),
     cells(imap_security="TLS", imap_host=HOST)),
]  # fmt: skip
