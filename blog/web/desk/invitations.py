"""Inviting somebody to reply under an article, at the desk: who has been, until when, and taking it back."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import EmailField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import Email, InputRequired, Length

from blog.articles import service as articles
from blog.articles.models import Article, Part
from blog.comments import invitations
from blog.comments.models import Badge, Comment, Invitation
from blog.database import LARGEST_ID
from blog.errors import Conflict
from blog.mail import ring_for_mails
from blog.web.desk.door import bp
from blog.web.forms import Form
from blog.web.guards import person

Page = str | tuple[str, int] | Response
DAYS = (3, 7, 14, 30, 60, Invitation.LONGEST_LIFE)
BADGES = [
    SelectChoice(Badge.INTERVIEWEE.value, _("Interviewee")),
    SelectChoice(Badge.INTERVIEWER.value, _("Interviewer")),
    SelectChoice(Badge.EXPERT.value, _("Expert, of no part in the text")),
]


class InvitationForm(Form):
    name = StringField(_("Name"), [InputRequired(), Length(max=Comment.LONGEST_NAME)])
    badge = RadioField(_("Part"), choices=BADGES, default=Badge.INTERVIEWEE.value)
    email = EmailField(
        _("E-mail address"),
        [InputRequired(), Length(max=254), Email(_("This does not look like an e-mail address."))],
    )
    days = SelectField(
        _("Good for"),
        coerce=int,
        choices=[SelectChoice(days, _("%(days)s days", days=days)) for days in DAYS],
        default=Invitation.USUAL_LIFE,
    )

    @property
    def values(self) -> dict[str, Any]:
        """For `invitations.invite`."""
        return {**{name: self[name].data for name in ("name", "email", "days")}, "badge": Badge(self.badge.data)}


@bp.get("/articles/<slug:slug>/invitations")
def invitation_list(slug: str) -> str:
    article = articles.by_slug(slug)
    interviewees = article.people_as(Part.INTERVIEWEE)
    return _page(article, InvitationForm(name=interviewees[0].name if interviewees else ""))


@bp.post("/articles/<slug:slug>/invitations")
def invite(slug: str) -> Page:
    article, form = articles.by_slug(slug), InvitationForm()
    try:
        if form.validate_on_submit():
            with form.refusals():
                invitation = invitations.invite(article, by=person(), **form.values)
                ring_for_mails()
                flash(gettext("The link is on its way to %(name)s.", name=invitation.name))
                return redirect(url_for(".invitation_list", slug=slug), 303)
    except Conflict as closed:
        return _page(article, form, refusal=str(closed)), 409
    return _page(article, form), 422


@bp.post(f"/articles/<slug:slug>/invitations/<int(max={LARGEST_ID}):invitation_id>/revocation")
def revoke_invitation(slug: str, invitation_id: int) -> Page:
    article = articles.by_slug(slug)
    invitation = invitations.by_id(article, invitation_id)
    try:
        invitations.revoke(invitation)
    except Conflict as over:
        return _page(article, InvitationForm(formdata=None), refusal=str(over)), 409
    flash(gettext("The link of %(name)s opens nothing any more.", name=invitation.name))
    return redirect(url_for(".invitation_list", slug=slug), 303)


def _page(article: Article, form: InvitationForm, refusal: str = "") -> str:
    found = invitations.of_article(article)
    return render_template("desk/invitation_list.html", article=article, form=form, invitations=found, refusal=refusal)
