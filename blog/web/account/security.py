"""Flask-Security, set up: which pages it has, how often they may be tried, and when it looks who somebody is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, Response, make_response, redirect, render_template, request, session, url_for
from flask_security import Security, current_user
from flask_wtf import FlaskForm

from blog.accounts.datastore import datastore
from blog.web.account import settings
from blog.web.account.forms import CodesForm, PasskeyForm, RegistrationForm, RescueForm, SignInForm
from blog.web.account.mails import OutboxMails, mail_link_again
from blog.web.account.passkeys import Passkeys
from blog.web.account.passwords import Passwords
from blog.web.account.second_factor import OneTimeCodes
from blog.web.account.unhurried import Unhurried
from blog.web.limits import MAILING, SIGNING_IN, code_of, limiter

MAIL_FORMS = ("security.forgot_password", "security.send_confirmation", "security.register")
GUESSING_CODES = "10 per 15 minutes"  # for one account, by whoever has its password
CODES = ("security.two_factor_token_validation", "security.mf_recovery")


def page(template: str, **context: Any) -> str | Response:
    """A form that was refused answers 422, with what was typed."""
    forms = [value for value in context.values() if isinstance(value, FlaskForm)]
    refused = [form for form in forms if form.errors] if request.method == "POST" else []
    for form in refused:
        if isinstance(form, SignInForm):
            mail_link_again(form.unconfirmed_user)
    html = render_template(template, **context)
    return make_response(html, 422) if refused else html


def init_app(app: Flask) -> None:
    app.config.from_mapping(settings.of(app.config["SECRET_KEY"], app.config["SITE_NAME"]))
    security = Security(
        datastore=datastore,
        login_form=SignInForm,
        register_form=RegistrationForm,
        two_factor_setup_form=CodesForm,
        two_factor_rescue_form=RescueForm,
        wan_register_form=PasskeyForm,
        mail_util_cls=OutboxMails,
        password_util_cls=Passwords,
        totp_cls=OneTimeCodes,
        webauthn_util_cls=Passkeys,
        render_template=page,  # type: ignore[arg-type]
    )
    security.init_app(app)
    security.pwd_context = Unhurried(**security.pwd_context.to_dict())
    security.hashing_context = Unhurried(**security.hashing_context.to_dict())
    security.want_json(lambda _request: False)
    app.view_functions["security.confirm_email"] = _asks_first(app.view_functions["security.confirm_email"])
    app.view_functions["security.two_factor_rescue"] = _no_rescue_by_mail
    _look_only_when_asked(app, security)
    _limit(app)


def _asks_first(confirm: Callable[..., Any]) -> Callable[..., Any]:
    """The link in the mail opens a page with a button: programs that read mail follow links too."""

    @wraps(confirm)
    def confirm_email(token: str) -> Any:
        return confirm(token) if request.method == "POST" else render_template("account/confirmation.html")

    return confirm_email


def _no_rescue_by_mail() -> Any:
    """Who lost the telephone has recovery codes, or asks an admin."""
    return redirect(url_for("security.mf_recovery"))


def _look_only_when_asked(app: Flask, security: Security) -> None:
    """A public page neither reads nor writes the session, so that its bytes are everybody's and carry no
    `Vary: Cookie`: nothing runs for every request or every template; `current_user` loads itself where it is read."""
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    app.after_request_funcs[None].remove(security.login_manager._update_remember_cookie)
    app.template_context_processors[None] = [
        function for function in app.template_context_processors[None] if function.__module__ != "flask_login.utils"
    ]
    app.jinja_env.globals["current_user"] = current_user


def _limit(app: Flask) -> None:
    """Every form of the account pages by the visitor's network; some by what they are about, too."""
    limiter.limit(SIGNING_IN, methods=["POST"])(app.blueprints["security"])  # type: ignore[call-overload]
    for endpoint in MAIL_FORMS:
        _limit_view(app, endpoint, MAILING, _typed_address)
    for endpoint in CODES:
        _limit_view(app, endpoint, GUESSING_CODES, _half_signed_in)


def _limit_view(app: Flask, endpoint: str, often: str, key: Callable[[], str]) -> None:
    limited: Any = limiter.limit(often, key_func=key, methods=["POST"])(app.view_functions[endpoint])
    app.view_functions[endpoint] = limited


def _typed_address() -> str:
    """None is nobody's, and not counted."""
    address = request.form.get("email", "").strip().casefold()
    return address and code_of("address", address)


def _half_signed_in() -> str:
    """The account whose password was right, and whose code is still to come."""
    account = session.get("tf_user_id", "")
    return account and code_of("account", account)
