"""A mailbox read through a real IMAP server: encryption, logins, letters as the server tells them, nothing changed."""

from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest

from kehoach_xl.errors import Stop
from kehoach_xl.mail import imap
from kehoach_xl.mail.imap import Server, opened
from tests.support.certificates import make
from tests.support.cutting import cut_line
from tests.support.dovecot import PASSWORD, USER, Dovecot

pytestmark = pytest.mark.tools
LONG_AGO = date(2020, 1, 1)
XLSX = b"PK\x03\x04 not really"


def letter(**headers: str) -> EmailMessage:
    mail = EmailMessage()
    for name, value in {"From": "Văn thư <VanThu@STP.example>", "To": USER, "Subject": "Báo cáo"}.items():
        mail[name] = headers.get(name.lower(), value)
    for name, value in headers.items():
        if name not in ("from", "subject"):
            mail[name.replace("_", "-")] = value
    mail.set_content("Kính gửi")
    return mail


def at(box: Dovecot, security: str = "STARTTLS", **more: object) -> Server:
    port = box.tls_port if security == "TLS" else box.port
    return Server(**{"host": "localhost", "port": port, "security": security, "login": USER, **more})  # type: ignore[arg-type]


def refused(server: Server, password: str = PASSWORD) -> str:
    with pytest.raises(Stop) as stop, opened(server, password):
        raise AssertionError("the mailbox opened")
    assert password not in str(stop.value)
    return stop.value.message.code


@pytest.mark.parametrize("security", ["TLS", "STARTTLS", "Không"])
def test_a_letter_is_read_whole_by_every_way_and_nothing_changes(mailbox: Dovecot, security: str) -> None:
    data = letter().as_bytes().replace(b"\n", b"\r\n")
    mailbox.deliver(data)
    before = mailbox.letters()
    with opened(at(mailbox, security), PASSWORD) as box:
        assert box.numbers(LONG_AGO) == [1]
        assert box.letter(1) == data
        assert box.letter(2) is None
    assert mailbox.letters() == before  # also no «seen» in its name


def test_what_the_server_tells_of_a_letter(mailbox: Dovecot) -> None:
    mail = letter(
        subject="Re: [KH 2025-H2/STP/01 7Q3F] Báo cáo tiến độ thực hiện kế hoạch của cơ quan, đơn vị năm 2025",
        message_id="<tra-loi@stp.example>", in_reply_to="<gui@sct.example>",
        references="<cu@sct.example> <gui@sct.example>", date="Fri, 05 Dec 2025 08:30:00 +0700",
    )  # fmt: skip
    mail.add_attachment(XLSX, maintype="application", subtype="octet-stream", filename="Phiếu báo cáo rất dài của Sở "
                        "Tư pháp tỉnh về tiến độ thực hiện kế hoạch 6 tháng cuối năm 2025 (bản cuối).xlsx")  # fmt: skip
    mail.add_attachment("a;b\n", filename="bảng.csv")
    mailbox.deliver(mail.as_bytes())
    with opened(at(mailbox), PASSWORD) as box:
        one = next(box.headings([1]))
    assert one.subject == "Re: [KH 2025-H2/STP/01 7Q3F] Báo cáo tiến độ thực hiện kế hoạch của cơ quan, đơn vị năm 2025"
    assert (one.sender, one.message_id) == ("vanthu@stp.example", "<tra-loi@stp.example>")
    assert one.answers == ("<gui@sct.example>", "<cu@sct.example>")
    assert one.sent == datetime(2025, 12, 5, 1, 30, tzinfo=UTC)
    assert one.files == (
        "Phiếu báo cáo rất dài của Sở Tư pháp tỉnh về tiến độ thực hiện kế hoạch 6 tháng cuối năm 2025 (bản cuối).xlsx",
        "bảng.csv",
    )
    assert (one.is_automatic, one.is_bounce) == (False, False)


def test_pictures_of_the_text_and_signatures_are_no_files_but_letters_sent_along_are(mailbox: Dovecot) -> None:
    mail = letter()
    mail.add_alternative("<p>Kính gửi <img src='cid:logo'></p>", subtype="html")
    mail.get_payload()[1].add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo>")  # type: ignore[union-attr]
    mail.make_mixed()
    mail.add_attachment(b"sig", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    mail.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar")
    inner = letter(subject="bên trong")
    inner.add_attachment(XLSX, maintype="application", subtype="octet-stream", filename="phieu.xlsx")
    mail.add_attachment(inner)
    mailbox.deliver(mail.as_bytes())
    with opened(at(mailbox), PASSWORD) as box:
        assert next(box.headings([1])).files == ("smime.p7s", "", "thư.eml")


def test_notices_of_a_mail_system_and_answers_of_a_program_are_known(mailbox: Dovecot) -> None:
    mailbox.deliver(letter(auto_submitted="auto-replied (vacation)").as_bytes())
    mailbox.deliver(letter(auto_submitted="no").as_bytes())
    mailbox.deliver(
        b"From: MAILER-DAEMON@mail.example\nSubject: Undelivered\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n\nno such user\n--x--\n"
    )
    with opened(at(mailbox), PASSWORD) as box:
        found = [(one.is_automatic, one.is_bounce) for one in box.headings([1, 2, 3])]
    assert found == [(True, False), (False, False), (False, True)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"no header at all",
        b"From: \xff\xfe\nSubject: \x80\x81\nContent-Type: multipart/mixed\n\nx",
        b"From: a\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nno end",
        b"Content-Type: multipart/mixed; boundary=\"\n\n--\n",
        b"Content-Type: application/x; name*0*=utf-8''%ff; name*9=\n\nx",
        b"Content-Type: message/rfc822\n\n" * 60,
        b"".join(b"X-%d: 1\n" % n for n in range(3000)) + b"\nx",
        b"Message-ID: " + b"<a@b>" * 5000 + b"\nReferences: " + b"<c@d> " * 5000 + b"\n\nx",
        b"Subject: " + b"=?utf-8?q?" * 3000 + b"\n\n",
    ],
)
def test_no_letter_however_broken_keeps_the_others_from_being_read(mailbox: Dovecot, data: bytes) -> None:
    mailbox.deliver(data)
    mailbox.deliver(letter(message_id="<tot@stp.example>").as_bytes())
    with opened(at(mailbox), PASSWORD) as box:
        found = list(box.headings(box.numbers(LONG_AGO)))
        assert [one.message_id for one in found][-1] == "<tot@stp.example>"
        assert len(found) == 2


def test_a_letter_of_which_the_server_tells_nonsense_keeps_no_other_from_being_seen(mailbox: Dovecot) -> None:
    for name in ("truoc", "NONSENSE", "sau"):
        mail = letter(message_id=f"<{name}@stp.example>")
        mail.add_attachment(XLSX, maintype="application", subtype="octet-stream", filename=f"{name}.xlsx")
        mailbox.deliver(mail.as_bytes())

    def nonsense(data: bytes) -> bytes:
        return data.replace(b'"filename" "NONSENSE.xlsx"', b'"filename" ("NONSENSE.xls')  # as many bytes

    with cut_line(mailbox.port, change=nonsense) as line, opened(
        at(mailbox, "Không", port=line.port), PASSWORD
    ) as box:
        found = [(one.message_id, one.files) for one in box.headings([1, 2, 3])]
    assert found == [
        ("<truoc@stp.example>", ("truoc.xlsx",)), ("<NONSENSE@stp.example>", ("",)),
        ("<sau@stp.example>", ("sau.xlsx",)),
    ]  # fmt: skip


def test_letters_of_earlier_days_are_not_looked_at(mailbox: Dovecot) -> None:
    mailbox.deliver(letter().as_bytes(), at=datetime(2025, 11, 20, tzinfo=UTC))
    mailbox.deliver(letter().as_bytes(), at=datetime(2025, 11, 24, tzinfo=UTC))
    with opened(at(mailbox), PASSWORD) as box:
        assert box.numbers(date(2025, 11, 23)) == [2]


def test_a_folder_with_vietnamese_letters(mailbox: Dovecot) -> None:
    mailbox.deliver(letter().as_bytes(), folder="B&AOE-o c&AOE-o")
    with opened(at(mailbox, folder="Báo cáo"), PASSWORD) as box:
        assert box.numbers(LONG_AGO) == [1]


def test_what_does_not_open_says_why(mailbox: Dovecot) -> None:
    assert refused(at(mailbox), "sai") == "MAIL_073"
    assert refused(at(mailbox), "sai có dấu") == "MAIL_073"
    assert refused(at(mailbox, login="ai-do@sct.example")) == "MAIL_073"
    assert refused(at(mailbox, folder="Không có")) == "MAIL_074"
    assert refused(at(mailbox, port=1)) == "MAIL_034"
    assert refused(at(mailbox, host="khong-co.invalid")) == "MAIL_034"
    # TLS where the server speaks in the clear, and the other way round
    assert refused(at(mailbox, "TLS", port=mailbox.port)) == "MAIL_034"
    # its name is not the one of the certificate
    assert refused(at(mailbox, "TLS", host="127.0.0.1")) == "MAIL_035"


def test_a_server_nobody_vouches_for_gets_no_password(
    mailbox: Dovecot, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(make(tmp_path_factory.mktemp("other"), "other").path))
    before = len((mailbox.folder / "log").read_text())
    assert refused(at(mailbox, "TLS")) == "MAIL_035"
    assert refused(at(mailbox, "STARTTLS")) == "MAIL_035"
    assert USER not in (mailbox.folder / "log").read_text()[before:]


def test_no_password_goes_over_the_net_in_the_clear() -> None:
    assert refused(Server("mail.sct.example", 143, "Không", USER)) == "MAIL_072"


def test_a_connection_cut_while_a_letter_comes_is_told_apart(mailbox: Dovecot) -> None:
    mailbox.deliver(letter(subject="x" * 60).as_bytes() + b"y" * 100_000)
    with cut_line(mailbox.port, 20_000) as line:
        server = at(mailbox, "Không", port=line.port)
        with pytest.raises(imap.Dropped), opened(server, PASSWORD) as box:
            box.letter(1)
        with opened(server, PASSWORD) as box:
            assert len(box.letter(1) or b"") > 100_000


@pytest.mark.parametrize("after", [1, 40, 200, 400])
def test_a_connection_cut_before_the_mailbox_is_open_says_so(mailbox: Dovecot, after: int) -> None:
    with cut_line(mailbox.port, after) as line, pytest.raises((Stop, imap.Dropped)) as stopped, opened(
        at(mailbox, "Không", port=line.port), PASSWORD
    ):
        raise AssertionError("the mailbox opened")
    if isinstance(stopped.value, Stop):
        assert stopped.value.message.code == "MAIL_034"
