"""Who is told what, by mail. Rows of the outbox, written in the transaction they tell of."""

from blog.notices.service import listen

__all__ = ["listen"]
