"""How often one address may do a thing. IPv6 counts by its /64, and a mapped IPv4 address as itself."""

from __future__ import annotations

import hashlib
import hmac
from ipaddress import IPv4Address, IPv6Network, ip_address

from flask import Flask, current_app, request
from flask_limiter import Limiter

from blog.admission import READS
from blog.jobs import hourly_chore
from blog.web.limit_file import LimitFile


def visitor() -> str:
    """The network a request comes from, from the socket (behind TRUSTED_PROXIES: from their header)."""
    try:
        address = ip_address(request.remote_addr or "127.0.0.1")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False))


def code_of(kind: str, value: str) -> str:
    """Names it so that nobody who reads what is counted learns which it is."""
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, f"{kind} {value}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]


def visitor_code() -> str:
    """The network a request comes from."""
    return code_of("network", visitor())


limiter = Limiter(visitor_code)

POSTING = "10 per minute; 60 per hour"
VOTING = "30 per minute; 300 per hour"
VOTING_FOR_ONE = "5 per day"  # for one comment, from one network
SIGNING_IN = "20 per minute"
MAILING = "5 per hour"  # to one address, from wherever


def init_app(app: Flask) -> None:
    file = LimitFile.uri(app.config["INSTANCE"] / "limits.db")
    app.config.setdefault("RATELIMIT_STORAGE_URI", app.config["REDIS_URL"] or file)
    app.config.setdefault("RATELIMIT_STRATEGY", "moving-window")
    app.config.setdefault("RATELIMIT_IN_MEMORY_FALLBACK_ENABLED", True)
    app.config.setdefault("RATELIMIT_HEADERS_ENABLED", False)
    limiter.init_app(app)
    app.before_request_funcs[None].remove(limiter._check_request_limit)
    app.before_request(_count_what_is_sent)


def _count_what_is_sent() -> None:
    """The limits of a whole door, which are of its forms. One that stands at a view looks for itself."""
    if request.method not in READS:
        limiter._check_request_limit()


@hourly_chore
def forget_what_counts_no_more() -> None:
    """Redis does it by itself."""
    if isinstance(limiter.storage, LimitFile):
        limiter.storage.forget()
