"""What Flask-Security reads and writes accounts through."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_security import SQLAlchemyUserDatastore
from sqlalchemy.exc import IntegrityError

from blog.accounts.models import Role, User, WebAuthn
from blog.database import db
from blog.errors import Conflict


class Accounts(SQLAlchemyUserDatastore):  # type: ignore[misc]
    def commit(self) -> Any:
        """Raises Conflict when the same form came twice at the same moment."""
        try:
            super().commit()  # type: ignore[no-untyped-call]
        except IntegrityError:
            db.session.rollback()
            raise Conflict(_("This form came twice. The first one is taken.")) from None


datastore = Accounts(db, User, Role, WebAuthn)
