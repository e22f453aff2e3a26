"""Accounts in the columns that Flask-Security reads and writes."""

from __future__ import annotations

from datetime import datetime

from flask_security import AsaList, RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import Column, ForeignKey, Table
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.columns import Base
from blog.database import Model, utcnow

user_roles = Table(
    "user_roles",
    Base.metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("roles.id", ondelete="CASCADE"), primary_key=True),
)


class Role(Model, RoleMixin):
    """What somebody may do. An admin may do whatever the others may."""

    __tablename__ = "roles"

    ADMIN = "admin"
    EDITOR = "editor"
    MODERATOR = "moderator"
    READER = "reader"
    ALL = (ADMIN, EDITOR, MODERATOR, READER)
    STAFF = (ADMIN, EDITOR, MODERATOR)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class User(Model, UserMixin):
    __tablename__ = "users"

    LONGEST_NAME = 80  # characters

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    confirmed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    tf_last_counter: Mapped[int | None]  # of the last code used: none is good twice
    tf_phone_number: Mapped[str | None]
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(unique=True)

    roles: Mapped[list[Role]] = relationship(secondary=user_roles, lazy="selectin")
    webauthn: Mapped[list[WebAuthn]] = relationship(back_populates="user", cascade="all, delete-orphan")

    @property
    def is_staff(self) -> bool:
        return self.may_act_as(*Role.STAFF)

    def may_act_as(self, *roles: str) -> bool:
        return any(role.name in (*roles, Role.ADMIN) for role in self.roles)


class WebAuthn(Model, WebAuthnMixin):
    """A passkey or security key."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    backup_state: Mapped[bool]
    device_type: Mapped[str]
    extensions: Mapped[str | None]
    create_datetime: Mapped[datetime] = mapped_column(default=utcnow)
    lastuse_datetime: Mapped[datetime]
    name: Mapped[str]
    usage: Mapped[str]

    user: Mapped[User] = relationship(back_populates="webauthn")


class Address(Model):
    """An e-mail address whose owner confirmed it, without an account: a guest whom the site knows again."""

    __tablename__ = "addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    confirmed_at: Mapped[datetime] = mapped_column(default=utcnow)
