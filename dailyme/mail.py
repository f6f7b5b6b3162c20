"""A mail to oneself, over SMTP: the one address is the person's own, and only over TLS or to this machine."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Final

from dailyme.errors import CommandError
from dailyme.mail_rule import MailRule
from dailyme.passphrase import from_keyring
from protocol import clean

PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}
TIMEOUT_S: Final = 20.0
KEYRING: Final = "mail"
_ADVICE: Final = "Check [mail] in your settings."
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class MailError(CommandError):
    """The mail did not go out."""

    code = "mail-refused"


def send_to_oneself(rule: MailRule, subject: str, text: str) -> None:
    """Send *text* to the person's own address. Raises `MailError`; the password is in no message of it."""
    if rule.security == "none" and rule.host not in _LOOPBACK:
        raise MailError(
            f"without TLS a mail goes to this machine only, not to {rule.host}",
            'Set security = "starttls" or "tls" under [mail].',
        )
    message = _message(rule, subject, text)
    password = _password(rule)
    try:
        with _connected(rule) as server:
            if rule.user is not None:
                server.login(rule.user, password)
            server.send_message(message)
    except smtplib.SMTPException as error:
        raise MailError(f"{rule.host} refused the mail: {_said(error)}", _ADVICE) from None
    except OSError as error:
        raise MailError(
            f"{rule.host} can't be reached: {clean(str(error), 200)}",
            "Check host, port and security under [mail].",
        ) from None


def _message(rule: MailRule, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    try:
        message["From"] = rule.sender or rule.address
        message["To"] = rule.address
        message["Subject"] = f"Daily Me: {subject}"
    except ValueError as error:
        raise MailError(
            f"an address can't be used: {error}", "Check address and sender under [mail]."
        ) from None
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=rule.address.rpartition("@")[2] or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def _connected(rule: MailRule) -> smtplib.SMTP:
    port = PORTS[rule.security] if rule.port is None else rule.port
    if rule.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(rule.host, port, timeout=TIMEOUT_S, context=context)
    server = smtplib.SMTP(rule.host, port, timeout=TIMEOUT_S)
    if rule.security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
    return server


def _password(rule: MailRule) -> str:
    """Return the password, if one logs in at all. Raises `MailError` if there is none."""
    if rule.user is None:
        return ""
    if rule.password_file is not None:
        try:
            found: str | None = Path(rule.password_file).expanduser().read_text("utf-8").split("\n", 1)[0]
        except OSError as error:
            raise MailError(
                f"the password can't be read: {error.strerror}", "Check password_file under [mail]."
            ) from None
    else:
        found = from_keyring(KEYRING)
    if not found:
        raise MailError(
            "there is no password for the mail server",
            f"Name a password_file under [mail], or run `keyring set dailyme {KEYRING}`.",
        )
    return found


def _said(error: smtplib.SMTPException) -> str:
    """What the server said: a code and its words, cleaned and cut."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        replies = [f"{code} {text.decode('utf-8', 'replace')}" for code, text in error.recipients.values()]
        return clean("; ".join(replies), 200)
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        words = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
        return clean(f"{error.smtp_code} {words}", 200)
    return clean(str(error), 200) or type(error).__name__
