"""What Flask-Security reads and writes accounts through."""

from flask_security import SQLAlchemyUserDatastore

from blog.accounts.models import Role, User, WebAuthn
from blog.database import db

datastore = SQLAlchemyUserDatastore(db, User, Role, WebAuthn)
