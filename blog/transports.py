"""How a mail leaves: to a mail server, or into a folder."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from blog.database import utcnow

SMTP_TIMEOUT = 20  # seconds
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class Transport(Protocol):
    def __call__(self, message: EmailMessage) -> None: ...


def transport_of(url: str | None, folder: Path) -> Transport:
    if not url:
        return FolderTransport(folder)
    return SmtpTransport(url)


class FolderTransport:
    """Writes each mail as an .eml file; for trying things out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, message: EmailMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{utcnow():%Y%m%d-%H%M%S}-{message['Message-ID'].strip('<>').split('@')[0]}.eml"
        (self.folder / name).write_bytes(message.as_bytes())


class SmtpTransport:
    """`smtps://`, or `smtp://` with STARTTLS where the server offers it; user and password stand in the address.

    The server's certificate must be trusted and bear its name. Nothing is encrypted on the way to this machine's own
    relay: nobody is in between, and what certificate it has was made for another name.
    """

    def __init__(self, url: str) -> None:
        self.url = urlsplit(url)
        self.host = self.url.hostname or "localhost"

    def __call__(self, message: EmailMessage) -> None:
        try:
            with self._connected() as server:
                server.send_message(message)
        except ssl.SSLCertVerificationError as trouble:
            reason = trouble.verify_message.rstrip(".")
            raise ConnectionError(f"the certificate of {self.host} is not trusted ({reason})") from None

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        with self._server() as server:
            server.ehlo()
            if self.url.scheme == "smtp" and self.host not in THIS_MACHINE:
                self._encrypt(server)
            if self.url.username:
                server.login(unquote(self.url.username), unquote(self.url.password or ""))
            yield server

    def _server(self) -> smtplib.SMTP:
        port = self.url.port or 0
        if self.url.scheme == "smtps":
            return smtplib.SMTP_SSL(self.host, port, timeout=SMTP_TIMEOUT, context=ssl.create_default_context())
        return smtplib.SMTP(self.host, port, timeout=SMTP_TIMEOUT)

    def _encrypt(self, server: smtplib.SMTP) -> None:
        if server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        elif self.url.username:
            raise ConnectionError(f"{self.host} offers no TLS, and the password of MAIL_URL does not travel without")
