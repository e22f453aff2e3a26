"""Pictures for the middle of a text: kept here, then named in Markdown."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blog.media import service as media
from blog.web.desk.door import bp
from blog.web.desk.forms import PictureForm


@bp.get("/pictures")
def picture_list() -> str:
    return _page(PictureForm(formdata=None))


@bp.post("/pictures")
def keep_picture() -> str | tuple[str, int] | Response:
    form = PictureForm()
    if form.validate():
        with form.refusals():
            picture = media.store(form.picture.data.read(), name=form.picture.data.filename)
            flash(_("Kept. Its line for the text stands under it."))
            return redirect(url_for(".picture_list", _anchor=f"picture-{picture.id}"))
    return _page(form), 422


def _page(form: PictureForm) -> str:
    return render_template("desk/picture_list.html", form=form, pictures=media.latest())
