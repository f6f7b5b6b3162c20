"""The digest by file and by mail: over a real mail server, over TLS, and when it refuses."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dailyme.delivery import Ways, delivered, ways, write_over
from dailyme.errors import UsageError
from dailyme.mail import MailError, send_to_oneself
from dailyme.mail_rule import MailRule, read_mail_rule
from tests.dailyme.commandline import Home, new_home
from tests.dailyme.postbox import certificate, postbox
from tests.dailyme.test_digest_text import ITEM, result

ME = "me@mail.example"


def local(port: int, **more: str) -> MailRule:
    return read_mail_rule({"host": "127.0.0.1", "port": port, "address": ME, "security": "none", **more})


def test_a_mail_comes_from_oneself_to_oneself_and_says_it_all() -> None:
    with postbox() as box:
        sent = delivered(result(nothing=False, items=[ITEM]), Ways(mail=local(box.port)))
    assert [one.done for one in sent.delivered] == [True]
    (mail,) = box.mails
    assert (mail["To"], mail["From"], mail["Subject"]) == (ME, ME, "Daily Me: 1 thing new")
    assert f"dailyme approve {'A' * 43}" in mail.get_content()
    assert [one for one in box.said if one.upper().startswith("RCPT")] == [f"rcpt TO:<{ME}>"]


def test_nothing_is_mailed_too_so_that_silence_means_trouble() -> None:
    with postbox() as box:
        delivered(result(), Ways(mail=local(box.port)))
    assert box.mails[0]["Subject"] == "Daily Me: Nothing worth your time today."


@pytest.mark.parametrize("refuse", ["RCPT", "MAIL", "DATA", "AUTH"])
def test_a_server_that_refuses_is_told_and_raises_nothing(refuse: str, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("open sesame\n")
    login = {"user": "me", "password_file": str(tmp_path / "password")}
    with postbox(refuse) as box:
        (one,) = delivered(result(), Ways(mail=local(box.port, **login))).delivered
    assert (one.done, one.code) == (False, "mail-refused")
    assert "554 no, thank you" in one.detail and "sesame" not in one.detail and box.mails == []


def test_a_server_that_is_not_there_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        (one,) = delivered(result(), Ways(mail=local(taken.getsockname()[1]))).delivered
    assert not one.done and "can't be reached" in one.detail


def test_without_tls_a_mail_leaves_for_this_machine_only() -> None:
    rule = MailRule("smtp.example", ME, security="none")
    with pytest.raises(MailError, match="this machine only"):
        send_to_oneself(rule, "x", "y")


def test_a_server_without_tls_is_not_trusted_with_a_mail() -> None:
    with postbox() as box:
        rule = MailRule("127.0.0.1", ME, box.port)
        with pytest.raises(MailError):
            send_to_oneself(rule, "x", "y")
    assert box.mails == []


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    _, tls = certificate(tmp_path)
    with postbox(tls=tls) as box, pytest.raises(MailError):
        send_to_oneself(MailRule("localhost", ME, box.port), "x", "y")
    assert box.mails == []


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {},
        {"host": "h"},
        {"host": "h", "address": "nobody"},
        {"host": "h", "address": ME, "port": 0},
        {"host": "h", "address": ME, "security": "ssl"},
        {"host": "h", "address": ME, "to": ME},
        {"host": 1, "address": ME},
    ],
)
def test_a_mailbox_that_cannot_be_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_mail_rule(wrong)


def test_mail_needs_a_mailbox() -> None:
    with pytest.raises(UsageError):
        ways(None, None, mail=True)


def test_a_header_cannot_be_smuggled_into_the_mail() -> None:
    with pytest.raises(MailError, match="address"):
        send_to_oneself(MailRule("127.0.0.1", "me@x\nBcc: you@y", security="none"), "x", "y")


def test_a_file_is_replaced_whole_and_is_the_persons_alone(tmp_path: Path) -> None:
    path = tmp_path / "digest.txt"
    write_over(path, "one")
    write_over(path, "two")
    assert path.read_text() == "two" and path.stat().st_mode & 0o077 == 0
    assert [one.name for one in tmp_path.iterdir()] == ["digest.txt"]


def today(home: Home, *arguments: str, **more: str) -> tuple[int, dict[str, object]]:
    done = home.at_once("today", *arguments, "--json", **more)
    return done.returncode, json.loads(done.stdout)


def test_the_digest_comes_though_file_and_mail_both_fail(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    home.folder.mkdir()
    with postbox("RCPT") as box:
        (home.folder / "config.toml").write_text(
            f'[mail]\nhost = "127.0.0.1"\nport = {box.port}\naddress = "{ME}"\nsecurity = "none"\n'
        )
        code, shown = today(home, "--to-mail", "--to-file", str(tmp_path / "no" / "such" / "folder"))
    assert code == 1 and shown["nothing"] is True
    assert [one["code"] for one in shown["delivered"]] == ["system-error", "mail-refused"]  # type: ignore[attr-defined]


def test_over_tls_with_a_password_from_a_file(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    home.folder.mkdir()
    cert, tls = certificate(tmp_path)
    (tmp_path / "password").write_text("open sesame\n")
    with postbox(tls=tls) as box:
        (home.folder / "config.toml").write_text(
            f'[mail]\nhost = "localhost"\nport = {box.port}\naddress = "{ME}"\nuser = "me"\n'
            f'password_file = "{tmp_path / "password"}"\n'
        )
        done = subprocess.run(
            [sys.executable, "-m", "dailyme", "today", "--to-mail"],
            env=home.environment() | {"SSL_CERT_FILE": str(cert)}, capture_output=True, text=True, check=True,
        )  # fmt: skip
    assert "Nothing worth your time today." in done.stdout and len(box.mails) == 1
    said = [one.upper() for one in box.said]
    assert said.index("STARTTLS") < next(place for place, one in enumerate(said) if one.startswith("AUTH"))
