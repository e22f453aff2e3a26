"""A mail server must be who it says it is: the outbox against servers with certificates made here."""

from __future__ import annotations

import ipaddress
import ssl
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from blog.database import utcnow
from blog.mail import deliver_mails, outbox
from blog.transports import SmtpTransport
from tests.service.test_mail import a_server, make_due, put, the_mail

ELSEWHERE = "127.0.0.2"  # stands for another machine: not one of the names of this one


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """Makes a server's context for an address, with a certificate that this process trusts, or does not."""

    def certificate(address=ELSEWHERE, *, trusted=True):
        file = tmp_path / "certificate.pem"
        file.write_bytes(self_signed(address))
        monkeypatch.setenv("SSL_CERT_FILE", str(file if trusted else tmp_path / "none.pem"))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    return certificate


def self_signed(address):
    """Certificate and key of a server at this address, as PEM."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(utcnow() - timedelta(days=1)).not_valid_after(utcnow() + timedelta(days=1))
    named = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
    signed = made.add_extension(named, critical=True).sign(key, hashes.SHA256())
    how = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return signed.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*how)


def starting_tls(context, host=ELSEWHERE):
    return a_server(host, tls_context=context)


def in_tls(context, host=ELSEWHERE):
    return a_server(host, ssl_context=context)


both_ways = pytest.mark.parametrize(("scheme", "serving"), [("smtp", starting_tls), ("smtps", in_tls)])


@pytest.fixture
def deliver_to(monkeypatch):
    """Puts a mail into the outbox and lets the worker deliver to this address."""

    def deliver_to(url):
        monkeypatch.setattr(outbox, "transport", SmtpTransport(url))
        put()
        return deliver_mails()

    return deliver_to


@both_ways
def test_a_server_with_a_trusted_certificate_gets_the_mail(certificate, deliver_to, scheme, serving):
    with serving(certificate()) as letterbox:
        assert deliver_to(f"{scheme}://{ELSEWHERE}:{letterbox.port}") == 1

    assert len(letterbox.letters) == 1


@both_ways
@pytest.mark.parametrize(
    ("made", "reason"),
    [
        ({"trusted": False}, "self-signed certificate"),
        ({"address": "127.0.0.3"}, "certificate is not valid for '127.0.0.2'"),
    ],
)
def test_a_refused_certificate_leaves_the_mail_for_the_next_try(
    certificate, deliver_to, caplog, scheme, serving, made, reason
):
    with serving(certificate(**made)) as letterbox:
        assert deliver_to(f"{scheme}://{ELSEWHERE}:{letterbox.port}") == 0

    assert letterbox.letters == []
    assert the_mail().due_at > utcnow()
    [said] = [record.getMessage() for record in caplog.records if record.name == "blog.mail"]
    assert said.startswith(f"mail {the_mail().id} did not leave: the certificate of {ELSEWHERE} is not trusted (")
    assert reason in said
    assert "\n" not in said


def test_a_mail_that_waited_for_a_good_certificate_leaves_then(certificate, deliver_to, monkeypatch):
    with starting_tls(certificate(trusted=False)) as letterbox:
        deliver_to(f"smtp://{ELSEWHERE}:{letterbox.port}")
    make_due()

    with starting_tls(certificate()) as letterbox:
        monkeypatch.setattr(outbox, "transport", SmtpTransport(f"smtp://{ELSEWHERE}:{letterbox.port}"))
        assert deliver_mails() == 1


def test_a_password_does_not_travel_in_the_open(deliver_to, caplog):
    settings = {"authenticator": pytest.fail, "auth_require_tls": False}
    with a_server(ELSEWHERE, **settings) as letterbox:
        assert deliver_to(f"smtp://entretien:secret@{ELSEWHERE}:{letterbox.port}") == 0

    assert letterbox.letters == []
    assert f"{ELSEWHERE} offers no TLS" in caplog.messages[0]
    assert "secret" not in caplog.text


def test_a_relay_elsewhere_without_tls_takes_what_needs_no_password(deliver_to):
    with a_server(ELSEWHERE) as letterbox:
        assert deliver_to(f"smtp://{ELSEWHERE}:{letterbox.port}") == 1


@pytest.mark.parametrize("offers_tls", [True, False])
def test_the_relay_of_this_machine_needs_no_certificate(certificate, deliver_to, offers_tls):
    context = certificate("192.0.2.1", trusted=False) if offers_tls else None
    with starting_tls(context, "127.0.0.1") as letterbox:
        assert deliver_to(f"smtp://localhost:{letterbox.port}") == 1
