"""The first tables, in the order of the pile."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
COMMENTING = ("site", "closed", "members", "before", "known", "after")
TRIGGERS = {
    "sqlite": ("decisions_refuse_update", "decisions_refuse_delete"),
    "postgresql": ("decisions_refuse_change",),
}
STATUSES = ("held", "approved", "rejected", "spam", "withdrawn", "erased")
BADGES = ("editor", "author", "interviewee", "interviewer", "expert")
REASONS = ("label", "alias", "rule", "added", "tied", "sense", "first")


def one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    create_accounts()
    create_media()
    create_glossary()
    create_articles()
    create_comments()
    create_asks()
    create_moderation()
    create_mail()
    if op.get_bind().dialect.name == "sqlite":
        keep_decisions_on_sqlite()
    else:
        keep_decisions_on_postgresql()


def downgrade() -> None:
    for table in (
        "outbox_mails",
        "decisions",
        "asks",
        "article_changes",
        "comment_words",
        "comment_uses",
        "comment_counts",
        "comment_revisions",
        "last_posts",
        "useful_votes",
        "comments",
        "invitations",
        "house_rules",
        "conversation_settings",
        "article_topics",
        "article_revisions",
        "ignored_jargon",
        "jargon",
        "article_words",
        "term_doubts",
        "term_uses",
        "turns",
        "people",
        "articles",
        "topics",
        "glossary_files",
        "glossary_changes",
        "term_revisions",
        "see_also",
        "glossary_forms",
        "glossary_aliases",
        "glossary_terms",
        "pictures",
        "addresses",
        "passkeys",
        "user_roles",
        "users",
        "roles",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION decisions_stay()")


def create_accounts() -> None:
    op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_roles"),
        sa.UniqueConstraint("name", name="uq_roles_name"),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.Text(), nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("tf_primary_method", sa.Text(), nullable=True),
        sa.Column("tf_totp_secret", sa.Text(), nullable=True),
        sa.Column("tf_last_counter", sa.Integer(), nullable=True),
        sa.Column("tf_phone_number", sa.Text(), nullable=True),
        sa.Column("mf_recovery_codes", sa.Text(), nullable=True),
        sa.Column("fs_webauthn_user_handle", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("email", name="uq_users_email"),
        sa.UniqueConstraint("fs_uniquifier", name="uq_users_fs_uniquifier"),
        sa.UniqueConstraint("fs_webauthn_user_handle", name="uq_users_fs_webauthn_user_handle"),
    )
    op.create_table(
        "user_roles",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name="fk_user_roles_role_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_user_roles_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "role_id", name="pk_user_roles"),
    )
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("transports", sa.Text(), nullable=True),
        sa.Column("backup_state", sa.Boolean(), nullable=False),
        sa.Column("device_type", sa.Text(), nullable=False),
        sa.Column("extensions", sa.Text(), nullable=True),
        sa.Column("create_datetime", MOMENT, nullable=False),
        sa.Column("lastuse_datetime", MOMENT, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("usage", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_passkeys_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_passkeys"),
        sa.UniqueConstraint("credential_id", name="uq_passkeys_credential_id"),
    )
    op.create_index("ix_passkeys_user_id", "passkeys", ["user_id"])
    op.create_table(
        "addresses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_addresses"),
        sa.UniqueConstraint("email", name="uq_addresses_email"),
    )


def create_media() -> None:
    op.create_table(
        "pictures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("kept_digest", sa.Text(), nullable=False),
        sa.Column("extension", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("stored_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pictures"),
        sa.UniqueConstraint("digest", name="uq_pictures_digest"),
        sa.UniqueConstraint("kept_digest", name="uq_pictures_kept_digest"),
    )


def create_glossary() -> None:
    op.create_table(
        "glossary_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("status", one_of("termstatus", "draft", "published"), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("folded_label", sa.Text(), nullable=False),
        sa.Column("sense", sa.Text(), nullable=False),
        sa.Column("definition_source", sa.Text(), nullable=False),
        sa.Column("definition_html", sa.Text(), nullable=False),
        sa.Column("text_source", sa.Text(), nullable=False),
        sa.Column("text_html", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("name_words", sa.Text(), nullable=False),
        sa.Column("definition_words", sa.Text(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("inflects", sa.Boolean(), nullable=False),
        sa.Column("is_exact", sa.Boolean(), nullable=False),
        sa.Column("spares_names", sa.Boolean(), nullable=False),
        sa.Column("added_forms", sa.JSON(), nullable=False),
        sa.Column("dropped_forms", sa.JSON(), nullable=False),
        sa.Column("concept", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("revised_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_glossary_terms"),
        sa.UniqueConstraint("concept", "language", name="uq_glossary_terms_concept_language"),
        sa.UniqueConstraint("language", "folded_label", "sense", name="uq_glossary_terms_language_folded_label_sense"),
        sa.UniqueConstraint("slug", name="uq_glossary_terms_slug"),
    )
    op.create_index("ix_glossary_terms_a_to_z", "glossary_terms", ["folded_label", "id"])
    op.create_table(
        "glossary_aliases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["term_id"], ["glossary_terms.id"], name="fk_glossary_aliases_term_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_glossary_aliases"),
    )
    op.create_index("ix_glossary_aliases_folded", "glossary_aliases", ["folded"])
    op.create_index("ix_glossary_aliases_term_id", "glossary_aliases", ["term_id"])
    op.create_table(
        "glossary_forms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("opening", sa.Text(), nullable=False),
        sa.Column("origin", one_of("origin", "label", "alias", "rule", "added"), nullable=False),
        sa.Column("is_exact", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["term_id"], ["glossary_terms.id"], name="fk_glossary_forms_term_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_glossary_forms"),
    )
    op.create_index("ix_glossary_forms_opening", "glossary_forms", ["language", "opening"])
    op.create_index("ix_glossary_forms_folded", "glossary_forms", ["language", "folded"])
    op.create_index("ix_glossary_forms_term_id", "glossary_forms", ["term_id"])
    op.create_table(
        "see_also",
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("term_id <> other_id", name="leads_elsewhere"),
        sa.ForeignKeyConstraint(["other_id"], ["glossary_terms.id"], name="fk_see_also_other_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["term_id"], ["glossary_terms.id"], name="fk_see_also_term_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("term_id", "other_id", name="pk_see_also"),
    )
    op.create_index("ix_see_also_other_id", "see_also", ["other_id"])
    op.create_table(
        "term_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entry", sa.JSON(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["users.id"], name="fk_term_revisions_saved_by_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["term_id"], ["glossary_terms.id"], name="fk_term_revisions_term_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_term_revisions"),
        sa.UniqueConstraint("term_id", "number", name="uq_term_revisions_term_id_number"),
    )
    op.create_table(
        "glossary_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=True),
        sa.Column("followed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_glossary_changes"),
    )
    op.create_table(
        "glossary_files",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("handed_over_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_glossary_files_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name="pk_glossary_files"),
    )


def create_articles() -> None:
    op.create_table(
        "topics",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
        sa.UniqueConstraint("slug", name="uq_topics_slug"),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("kind", one_of("kind", "interview", "article"), nullable=False),
        sa.Column("status", one_of("articlestatus", "draft", "published", "withdrawn"), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("standfirst", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reading_minutes", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("picture_alt", sa.Text(), nullable=False),
        sa.Column("picture_caption", sa.Text(), nullable=False),
        sa.Column("picture_credit", sa.Text(), nullable=False),
        sa.Column("continuation", one_of("continuation", "here", "page", "link"), nullable=False),
        sa.Column("continuation_url", sa.Text(), nullable=True),
        sa.Column("continuation_label", sa.Text(), nullable=False),
        sa.Column("continuation_language", sa.Text(), nullable=False),
        sa.Column("commenting", one_of("commenting", *COMMENTING), nullable=False),
        sa.Column("comments_from", MOMENT, nullable=True),
        sa.Column("comments_until", MOMENT, nullable=True),
        sa.Column("slow_mode", sa.Integer(), nullable=True),
        sa.Column("questions_to", sa.Text(), nullable=False),
        sa.Column("occurrence", one_of("occurrence", "article", "question", "every", "never"), nullable=False),
        sa.Column("most_marks", sa.Integer(), nullable=False),
        sa.Column("marks_quotations", sa.Boolean(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("revised_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.CheckConstraint("(continuation = 'link') = (continuation_url IS NOT NULL)", name="link_has_address"),
        sa.CheckConstraint("status = 'draft' OR published_at IS NOT NULL", name="published_has_date"),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name="fk_articles_created_by_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["picture_id"], ["pictures.id"], name="fk_articles_picture_id"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("slug", name="uq_articles_slug"),
    )
    op.create_index("ix_articles_published", "articles", ["status", "published_at", "id"])
    op.create_index("ix_articles_revised", "articles", ["revised_at", "id"])
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", one_of("part", "interviewee", "interviewer", "author"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_people_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("article_id", "position", name="uq_people_article_id_position"),
    )
    op.create_index("ix_people_article_id", "people", ["article_id"])
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("question_text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("marked", sa.Text(), nullable=False),
        sa.Column("in_lead", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_turns_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sa.UniqueConstraint("article_id", "anchor", name="uq_turns_article_id_anchor"),
        sa.UniqueConstraint("article_id", "position", name="uq_turns_article_id_position"),
    )
    op.create_table(
        "term_uses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("in_lead", sa.Boolean(), nullable=False),
        sa.Column("is_quiet", sa.Boolean(), nullable=False),
        sa.Column("reason", one_of("reason", *REASONS), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_term_uses_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["term_id"], ["glossary_terms.id"], name="fk_term_uses_term_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_term_uses"),
        sa.UniqueConstraint("article_id", "position", name="uq_term_uses_article_id_position"),
    )
    op.create_index("ix_term_uses_term", "term_uses", ["term_id", "article_id"])
    op.create_table(
        "term_doubts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_term_doubts_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["term_id"], ["glossary_terms.id"], name="fk_term_doubts_term_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_term_doubts"),
    )
    op.create_index("ix_term_doubts_article_id", "term_doubts", ["article_id"])
    op.create_index("ix_term_doubts_term_id", "term_doubts", ["term_id"])
    op.create_table(
        "article_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_words_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "article_id", name="pk_article_words"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_article_words_article_id", "article_words", ["article_id"])
    op.create_table(
        "jargon",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("sort", one_of("jargonsort", "acronym", "word"), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("expansion", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_jargon_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_jargon"),
    )
    op.create_index("ix_jargon_article_id", "jargon", ["article_id"])
    op.create_index("ix_jargon_desk", "jargon", ["sort", "language", "folded"])
    op.create_table(
        "ignored_jargon",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_ignored_jargon_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ignored_jargon"),
    )
    op.create_index("ix_ignored_jargon_article_id", "ignored_jargon", ["article_id"])
    op.create_index("uq_ignored_jargon_here", "ignored_jargon", ["folded", "article_id"], unique=True)
    op.create_index(
        "uq_ignored_jargon_everywhere",
        "ignored_jargon",
        ["folded"],
        unique=True,
        sqlite_where=sa.text("article_id IS NULL"),
        postgresql_where=sa.text("article_id IS NULL"),
    )
    op.create_table(
        "article_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("manuscript", sa.JSON(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_revisions_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["users.id"], name="fk_article_revisions_saved_by_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_article_revisions"),
        sa.UniqueConstraint("article_id", "number", name="uq_article_revisions_article_id_number"),
    )
    op.create_table(
        "article_topics",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_topics_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name="fk_article_topics_topic_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "topic_id", name="pk_article_topics"),
    )
    op.create_index("ix_article_topics_topic_id", "article_topics", ["topic_id"])


def create_comments() -> None:
    create_house()
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("is_featured", sa.Boolean(), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("useful", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("anchor", sa.Text(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("turn_digest", sa.Text(), nullable=False),
        sa.Column("of_rest", sa.Boolean(), nullable=False),
        sa.Column("status", one_of("commentstatus", *STATUSES), nullable=False),
        sa.Column("holds", sa.JSON(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("address_id", sa.Integer(), nullable=True),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("badge", one_of("badge", *BADGES), nullable=True),
        sa.Column("rules_version", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("marked", sa.Text(), nullable=False),
        sa.Column("posted_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("rewritten_at", MOMENT, nullable=True),
        sa.CheckConstraint("replies >= 0", name="replies_are_counted"),
        sa.CheckConstraint("useful >= 0", name="useful_is_counted"),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name="fk_comments_address_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["answer_id"], ["comments.id"], name="fk_comments_answer_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_comments_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitations.id"], name="fk_comments_invitation_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["comments.id"], name="fk_comments_parent_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["root_id"], ["comments.id"], name="fk_comments_root_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_comments_user_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_comments"),
        sa.UniqueConstraint("key", name="uq_comments_key"),
    )
    for column in ("parent_id", "root_id", "answer_id", "user_id", "address_id", "invitation_id"):
        op.create_index(f"ix_comments_{column}", "comments", [column])
    op.create_index("ix_comments_queue", "comments", ["status", "posted_at", "id"])
    op.create_index("ix_comments_newest", "comments", ["article_id", "pinned", "root_id", "path"])
    op.create_index("ix_comments_oldest", "comments", ["article_id", "pinned", "path"])
    op.create_index("ix_comments_names", "comments", ["article_id", "folded_name"])
    create_beside_comments()


def create_house() -> None:
    """How a site converses, and whom editors invite to reply."""
    op.create_table(
        "conversation_settings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("commenting", one_of("commenting", *COMMENTING), nullable=False),
        sa.Column("closes_after", sa.Integer(), nullable=False),
        sa.Column("slow_mode", sa.Integer(), nullable=False),
        sa.Column("has_votes", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name="is_one_row"),
        sa.CheckConstraint("commenting <> 'site'", name="commenting_is_said"),
        sa.PrimaryKeyConstraint("id", name="pk_conversation_settings"),
    )
    op.create_table(
        "house_rules",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source_fr", sa.Text(), nullable=False),
        sa.Column("source_en", sa.Text(), nullable=False),
        sa.Column("html_fr", sa.Text(), nullable=False),
        sa.Column("html_en", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name="fk_house_rules_made_by_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("version", name="pk_house_rules"),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("badge", one_of("badge", *BADGES), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("vouched_by", sa.Text(), nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.CheckConstraint("badge NOT IN ('editor', 'author')", name="badge_is_invited"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_invitations_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name="fk_invitations_made_by_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("token_digest", name="uq_invitations_token_digest"),
    )
    op.create_index("ix_invitations_article_id", "invitations", ["article_id"])


def create_beside_comments() -> None:
    of_comment = {"columns": ["comment_id"], "refcolumns": ["comments.id"], "ondelete": "CASCADE"}
    op.create_table(
        "comment_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("status", one_of("commentstatus", *STATUSES), nullable=False),
        sa.Column("replaced_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(name="fk_comment_revisions_comment_id", **of_comment),
        sa.PrimaryKeyConstraint("id", name="pk_comment_revisions"),
        sa.UniqueConstraint("comment_id", "number", name="uq_comment_revisions_comment_id_number"),
    )
    op.create_table(
        "comment_counts",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("of_rest", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 0", name="number_is_counted"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_comment_counts_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "anchor", "of_rest", name="pk_comment_counts"),
    )
    op.create_table(
        "comment_uses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(name="fk_comment_uses_comment_id", **of_comment),
        sa.ForeignKeyConstraint(["term_id"], ["glossary_terms.id"], name="fk_comment_uses_term_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_comment_uses"),
        sa.UniqueConstraint("comment_id", "position", name="uq_comment_uses_comment_id_position"),
    )
    op.create_index("ix_comment_uses_term_id", "comment_uses", ["term_id"])
    op.create_table(
        "comment_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(name="fk_comment_words_comment_id", **of_comment),
        sa.PrimaryKeyConstraint("word", "comment_id", name="pk_comment_words"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_comment_words_comment_id", "comment_words", ["comment_id"])
    op.create_table(
        "article_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("only_words", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_changes_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_article_changes"),
    )
    op.create_index("ix_article_changes_article_id", "article_changes", ["article_id"])
    op.create_table(
        "useful_votes",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("voter", sa.Text(), nullable=False),
        sa.Column("voted_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(name="fk_useful_votes_comment_id", **of_comment),
        sa.PrimaryKeyConstraint("comment_id", "voter", name="pk_useful_votes"),
    )
    op.create_table(
        "last_posts",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("posted_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_last_posts_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "person", name="pk_last_posts"),
    )
    op.create_index("ix_last_posts_posted_at", "last_posts", ["posted_at"])


def create_asks() -> None:
    op.create_table(
        "asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=True),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column(
            "status",
            one_of("askstatus", "held", "accepted", "rejected", "spam", "declined", "answered"),
            nullable=False,
        ),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("ground", one_of("askground", "not_a_word", "everyday", "insult", "repeated"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("term_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("status <> 'rejected' OR ground IS NOT NULL", name="rejection_has_ground"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_asks_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name="fk_asks_comment_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name="fk_asks_decided_by_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["term_id"], ["glossary_terms.id"], name="fk_asks_term_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_asks"),
        sa.UniqueConstraint("key", name="uq_asks_key"),
    )
    op.create_index("ix_asks_article_id", "asks", ["article_id"])
    op.create_index("ix_asks_comment_id", "asks", ["comment_id"])
    op.create_index("ix_asks_queue", "asks", ["status", "asked_at", "id"])
    op.create_index("ix_asks_term_id", "asks", ["term_id"])
    op.create_index("ix_asks_words", "asks", ["status", "language", "folded"])


def create_moderation() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("verdict", one_of("verdict", "approve", "reject", "spam"), nullable=False),
        sa.Column(
            "ground",
            one_of(
                "ground",
                "off_topic",
                "personal_attack",
                "hateful",
                "advertising",
                "unlawful",
                "unreadable",
                "duplicate",
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column(
            "status_before",
            one_of("commentstatus", *STATUSES),
            nullable=False,
        ),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("verdict <> 'reject' OR ground IS NOT NULL", name="rejection_has_ground"),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name="fk_decisions_comment_id"),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name="fk_decisions_made_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_comment_id", "decisions", ["comment_id"])


def create_mail() -> None:
    op.create_table(
        "outbox_mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox_mails"),
        sa.UniqueConstraint("message_id", name="uq_outbox_mails_message_id"),
    )
    op.create_index("ix_outbox_mails_due_at", "outbox_mails", ["due_at"])
    op.create_index("ix_outbox_mails_written_at", "outbox_mails", ["written_at"])


def keep_decisions_on_sqlite() -> None:
    """A decision is never changed nor deleted: a later one stands beside it."""
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER decisions_refuse_{act.lower()} BEFORE {act} ON decisions"
            " BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END"
        )


def keep_decisions_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION decisions_stay() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'decisions are append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        "CREATE TRIGGER decisions_refuse_change BEFORE UPDATE OR DELETE ON decisions"
        " FOR EACH ROW EXECUTE FUNCTION decisions_stay()"
    )
