"""Handing letters to a real mail server on loopback: TLS, login, refusals, and a line that breaks at every moment."""

import base64
import contextlib
import re
import select
import socket
import ssl
import threading
from collections.abc import Iterator

import pytest

from kehoach_xl.domain.office import PLAIN, STARTTLS, TLS
from kehoach_xl.errors import Stop
from kehoach_xl.mail.sent_log import DOUBTFUL, DROPPED, GONE, REFUSED
from kehoach_xl.mail.smtp import Post, Server, is_speaking
from tests.support.certificates import Certificate, make
from tests.support.post_office import (
    AFTER_DOT,
    AFTER_RCPT,
    BEFORE_MAIL,
    IN_DATA,
    LOGIN,
    PASSWORD,
    PostOffice,
    cut_wire,
    open_office,
)

ME, STC, SYT = "dau-moi@sct.example", "vanthu@stc.example", "vanthu@syt.example"


def letter(text: str = "Kính gửi Sở Tài chính", message_id: str = "<1@sct.example>") -> bytes:
    head = f"From: {ME}\r\nTo: {STC}\r\nMessage-ID: {message_id}\r\nContent-Type: text/plain; charset=utf-8\r\n"
    return f"{head}Content-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n".encode()


def plain(port: int) -> Server:
    return Server("127.0.0.1", port, PLAIN)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_office() as found:
        yield found


@pytest.mark.parametrize(("security", "tls"), [(STARTTLS, False), (TLS, True)])
@pytest.mark.parametrize("without", [(), ("PLAIN",)])
def test_a_letter_goes_under_tls_after_a_login(
    certificate: Certificate, trusted: None, security: str, tls: bool, without: tuple[str, ...]
) -> None:
    with open_office(certificate, tls=tls, login=True, without=without) as office:
        with Post(Server("localhost", office.port, security, LOGIN)) as post:
            assert post.asks_login
            post.log_in(PASSWORD)
            assert post.hand_over(ME, (STC,), letter()).fate == GONE
        assert office.logins == ["LOGIN" if without else "PLAIN"]
        assert [(one.sender, one.to, one.data) for one in office.got] == [(ME, (STC,), letter())]


def test_a_wrong_password_is_a_sentence_without_it(certificate: Certificate, trusted: None) -> None:
    with (
        open_office(certificate, login=True) as office,
        Post(Server("localhost", office.port, STARTTLS, LOGIN)) as post,
        pytest.raises(Stop) as stop,
    ):
        post.log_in("sai-bét")
    assert (stop.value.message.code, "sai-bét" in str(stop.value)) == ("MAIL_037", False)
    assert "535" in stop.value.message.text


@contextlib.contextmanager
def answering(way: str, *answers: str) -> Iterator[Server]:
    """A server that repeats every command it does not know; after a login, and after the data, it gives ``answers``."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_repeat, args=(listening, way, list(answers)), daemon=True).start()
        yield Server("127.0.0.1", listening.getsockname()[1], PLAIN, LOGIN)


def _repeat(listening: socket.socket, way: str, answers: list[str]) -> None:
    with contextlib.suppress(OSError), listening.accept()[0] as line, line.makefile("rwb") as talk:

        def say(text: str) -> None:
            talk.write(f"{text}\r\n".encode())
            talk.flush()

        say("220 may-chu.example")
        sent, in_data = "", False
        for raw in talk:
            text = raw.decode().strip()
            word = text[:4].upper()
            if in_data:
                if text == ".":
                    in_data = False
                    say(answers.pop(0))
            elif word == "EHLO":
                say(f"250-may-chu.example\r\n250 AUTH {way}")
            elif text.upper() == f"AUTH LOGIN {base64.b64encode(LOGIN.encode()).decode().upper()}":
                say("334 UGFzc3dvcmQ6")
            elif word == "DATA":
                in_data = True
                say("354 go on")
            elif word in ("RCPT", "RSET") or (word == "MAIL" and not sent):
                say("250 OK")
            elif word == "MAIL":
                say(f'550 5.5.1 you said before: "{sent}"')
            elif word == "QUIT":
                say("221 bye")
            else:
                sent = text
                say(answers.pop(0) if answers else f'500 5.5.1 Command unrecognized: "{text}"')


def tells_password(text: str) -> bool:
    """Also written in base64, alone or after the login."""
    found = re.findall("[A-Za-z0-9+/=]{8,}", text)
    return any(PASSWORD.encode() in base64.b64decode(f"{one}{'=' * (-len(one) % 4)}") for one in found)


@pytest.mark.parametrize("way", ["PLAIN", "LOGIN"])
def test_a_server_that_repeats_the_password_is_not_repeated(way: str) -> None:
    with answering(way) as server, Post(server) as post, pytest.raises(Stop) as stop:
        post.log_in(PASSWORD)
    assert stop.value.message.facts == {"host": "127.0.0.1", "login": LOGIN, "answer": 500}
    assert not tells_password(str(stop.value))


@pytest.mark.parametrize("way", ["PLAIN", "LOGIN"])
def test_a_server_that_repeats_the_password_later_is_not_repeated(way: str) -> None:
    with answering(way, "235 OK") as server, Post(server) as post:
        post.log_in(PASSWORD)
        handed = post.hand_over(ME, (STC,), letter())
    assert handed.why is not None
    assert (handed.why.code, handed.why.facts["says"]) == ("MAIL_040", "550")


@pytest.mark.parametrize(
    ("answer", "fate"),
    [("250 OK", GONE), ("251 OK", GONE), ("299 queued", GONE), ("OK", DOUBTFUL), ("354 go on", DOUBTFUL),
     ("450 later", REFUSED), ("550 no", REFUSED)],
)  # fmt: skip
def test_the_first_figure_of_the_answer_after_the_data_decides(answer: str, fate: str) -> None:
    with answering("PLAIN", answer) as server, Post(server) as post:
        assert post.hand_over(ME, (STC,), letter()).fate == fate


def test_a_server_that_only_knows_another_way_to_log_in_is_said(certificate: Certificate, trusted: None) -> None:
    with (
        open_office(certificate, login=True, without=("PLAIN", "LOGIN")) as office,
        Post(Server("localhost", office.port, STARTTLS, LOGIN)) as post,
    ):
        with pytest.raises(Stop) as stop:
            post.log_in(PASSWORD)
        handed = post.hand_over(ME, (STC,), letter())
    assert stop.value.message.code == "MAIL_038"
    assert (handed.fate, handed.why.code if handed.why else "", office.got) == (REFUSED, "MAIL_040", [])


def test_a_password_never_travels_in_the_clear() -> None:
    assert not _offers_login("mail.tinh.example")
    assert _offers_login("127.0.0.1")


def _offers_login(host: str) -> bool:
    with open_office(login=True) as office:
        post = Post(Server("127.0.0.1", office.port, PLAIN, LOGIN))
        post.server = Server(host, office.port, PLAIN, LOGIN)
        post.smtp.esmtp_features["auth"] = "PLAIN LOGIN"
        asks = post.asks_login
        post.close()
    return asks


def test_a_server_that_asks_for_a_login_in_the_clear_gets_none() -> None:
    with open_office(login=True) as office, Post(plain(office.port)) as post:
        handed = post.hand_over(ME, (STC,), letter())
    assert (handed.fate, handed.why.code if handed.why else "", office.got) == (REFUSED, "MAIL_039", [])


# -- no server, or not the one it says it is -------------------------------------------------------


def test_no_name_of_a_server_is_said() -> None:
    with pytest.raises(Stop) as stop:
        Post(Server("", 587, STARTTLS))
    assert stop.value.message.code == "MAIL_033"


def test_nobody_at_home_is_said() -> None:
    with socket.socket() as shut:
        shut.bind(("127.0.0.1", 0))
        with pytest.raises(Stop) as stop:
            Post(plain(shut.getsockname()[1]))
    assert stop.value.message.code == "MAIL_034"
    assert "máy chủ từ chối kết nối" in stop.value.message.text


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(Stop) as stop:
        Post(Server("khong-co.invalid", 25, PLAIN))
    assert (stop.value.message.code, "không tìm thấy tên máy chủ" in str(stop.value)) == ("MAIL_034", True)


@pytest.mark.parametrize(("security", "tls"), [(STARTTLS, False), (TLS, True)])
def test_a_certificate_that_nobody_vouches_for_ends_it(certificate: Certificate, security: str, tls: bool) -> None:
    with open_office(certificate, tls=tls, login=True) as office:
        with pytest.raises(Stop) as stop:
            Post(Server("localhost", office.port, security, LOGIN))
        assert (stop.value.message.code, office.logins) == ("MAIL_035", [])


def test_a_certificate_of_another_name_ends_it(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make(tmp_path_factory.mktemp("other"), "mail.khac.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(other.path))
    with open_office(other) as office:
        with pytest.raises(Stop) as stop:
            Post(Server("localhost", office.port, STARTTLS))
        assert stop.value.message.code == "MAIL_035"


def test_no_tls_where_tls_was_asked_for_ends_it(office: PostOffice) -> None:
    with pytest.raises(Stop) as stop:
        Post(Server("127.0.0.1", office.port, STARTTLS))
    assert stop.value.message.code == "MAIL_036"


def test_the_port_of_the_other_kind_of_tls_is_said(office: PostOffice, trusted: None) -> None:
    with pytest.raises(Stop) as stop:
        Post(Server("127.0.0.1", office.port, TLS))
    assert (stop.value.message.code, "cổng và kiểu bảo mật" in str(stop.value)) == ("MAIL_034", True)


# -- refusals ---------------------------------------------------------------------------------------


def test_a_refused_address_is_no_letter_and_the_next_one_goes(office: PostOffice) -> None:
    office.refuses[STC] = "550 5.1.1 No such\x07 user"
    with Post(plain(office.port)) as post:
        handed = post.hand_over(ME, (STC,), letter())
        assert post.hand_over(ME, (SYT,), letter()).fate == GONE
    assert (handed.fate, handed.why.code if handed.why else "") == (REFUSED, "MAIL_041")
    assert handed.why is not None
    assert handed.why.facts == {"addresses": STC, "says": "550 5.1.1 No such user"}
    assert [one.to for one in office.got] == [(SYT,)]


def test_of_two_addresses_the_good_one_gets_it_and_the_other_is_named(office: PostOffice) -> None:
    office.refuses[STC] = "450 4.2.1 Try later"
    with Post(plain(office.port)) as post:
        handed = post.hand_over(ME, (STC, SYT), letter())
    assert (handed.fate, handed.why.code if handed.why else "") == (GONE, "MAIL_042")
    assert [one.to for one in office.got] == [(SYT,)]


@pytest.mark.parametrize("answer", ["552 5.3.4 Too big", "451 4.3.0 Try later", "421 4.3.2 Closing"])
def test_a_no_after_the_data_is_a_no(office: PostOffice, answer: str) -> None:
    office.says = answer
    with Post(plain(office.port)) as post:
        handed = post.hand_over(ME, (STC,), letter())
    assert (handed.fate, handed.why.code if handed.why else "") == (REFUSED, "MAIL_043")
    assert handed.why is not None and handed.why.facts["says"] == answer
    assert office.got == []


def test_a_sender_that_is_refused_is_said(office: PostOffice) -> None:
    office.says_to_sender = "553 5.7.1 Not your address"
    with Post(plain(office.port)) as post:
        handed = post.hand_over(ME, (STC,), letter())
    assert (handed.fate, handed.why.code if handed.why else "") == (REFUSED, "MAIL_040")


def test_a_letter_larger_than_the_server_takes_is_not_begun() -> None:
    with open_office(size=1_048_576) as office, Post(plain(office.port)) as post:
        handed = post.hand_over(ME, (STC,), letter("a" * 2_000_000))
        assert post.hand_over(ME, (STC,), letter()).fate == GONE
    assert handed.fate == REFUSED
    assert handed.why is not None
    assert (handed.why.code, handed.why.facts) == ("MAIL_047", {"size": "1,9", "limit": "1,0"})


def test_an_address_with_marks_needs_a_server_that_knows_them(office: PostOffice) -> None:
    with Post(plain(office.port)) as post:
        handed = post.hand_over(ME, ("văn-thư@stc.example",), letter())
    assert (handed.fate, handed.why.code if handed.why else "") == (REFUSED, "MAIL_048")


def test_a_line_end_in_an_address_begins_no_other_address(office: PostOffice) -> None:
    with Post(plain(office.port)) as post:
        handed = post.hand_over(ME, (f"{STC}>\r\nRCPT TO:<{SYT}",), letter())
    assert handed.fate == REFUSED and handed.why.code == "MAIL_001"
    assert all(SYT not in one.to for one in office.got)


# -- the letter as it is -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [".", "..", "a\r\n.\r\nb", ".đầu dòng\r\n..hai chấm", "một dòng\r\n" * 300_000])
def test_what_the_server_gets_is_what_was_given(office: PostOffice, text: str) -> None:
    with Post(plain(office.port)) as post:
        assert post.hand_over(ME, (STC,), letter(text)).fate == GONE
    assert [one.data for one in office.got] == [letter(text)]


# -- a line that breaks ----------------------------------------------------------------------------------

BREAKS = (
    (BEFORE_MAIL, DROPPED, True, 0), (AFTER_RCPT, DROPPED, False, 0), (IN_DATA, DROPPED, False, 0),
    (AFTER_DOT, DOUBTFUL, False, 1),
)  # fmt: skip


@pytest.mark.parametrize(("when", "fate", "early", "there"), BREAKS, ids=[one[0] for one in BREAKS])
def test_only_between_the_last_dot_and_the_answer_a_letter_is_in_doubt(
    office: PostOffice, when: str, fate: str, early: bool, there: int
) -> None:
    with cut_wire(office.port, {1: when}) as wire:
        post = Post(plain(wire.port))
        # In the midst of the data: larger than what the system keeps for a line that is gone.
        handed = post.hand_over(ME, (STC,), letter("dòng dài của thư\r\n" * (500_000 if when == IN_DATA else 500)))
        assert (handed.fate, handed.early, post.is_open) == (fate, early, False)
    assert len(office.got) == there


def test_a_server_that_hangs_up_instead_of_an_answer_leaves_a_doubt_also_under_tls(
    certificate: Certificate, trusted: None
) -> None:
    with open_office(certificate, tls=True) as office:
        office.hangs_up = True
        handed = Post(Server("localhost", office.port, TLS)).hand_over(ME, (STC,), letter())
    assert (handed.fate, len(office.got)) == (DOUBTFUL, 1)


@pytest.mark.parametrize("last", [b"", b"421 4.3.2 Shutting down\r\n"])
@pytest.mark.parametrize("sealed", [False, True])
def test_a_server_that_speaks_before_its_turn_is_heard_before_the_last_dot(
    certificate: Certificate, trusted: None, sealed: bool, last: bytes
) -> None:
    """A small letter waits in the system's own store, and nothing fails while the server gives up, or hangs up."""
    near, far = socket.socketpair()
    if sealed:
        near, far = _sealed(certificate, near, far)
        # What TLS sends by itself after the handshake is no word of the server.
        assert select.select([near], [], [], 10)[0]
    assert not is_speaking(near)
    if last:
        far.sendall(last)
    else:
        far.close()
    assert select.select([near], [], [], 10)[0]
    assert is_speaking(near)
    near.close()
    far.close()


def _sealed(certificate: Certificate, near: socket.socket, far: socket.socket) -> tuple[ssl.SSLSocket, ssl.SSLSocket]:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate.path, certificate.path.with_suffix(".key"))
    ends: list[ssl.SSLSocket] = []
    thread = threading.Thread(target=lambda: ends.append(server.wrap_socket(far, server_side=True)))
    thread.start()
    wrapped = ssl.create_default_context().wrap_socket(near, server_hostname="localhost")
    thread.join()
    return wrapped, ends[0]


def test_a_server_that_takes_few_letters_a_line_is_early_and_clear(office: PostOffice) -> None:
    office.per_line = 1
    with Post(plain(office.port)) as post:
        assert post.hand_over(ME, (STC,), letter()).fate == GONE
        handed = post.hand_over(ME, (SYT,), letter())
        assert (handed.fate, handed.early, post.is_open) == (DROPPED, True, False)
    assert len(office.got) == 1
