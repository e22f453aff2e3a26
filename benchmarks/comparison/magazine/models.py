"""Interviews and what readers say of them."""

from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page

LENGTH = 10  # articles of a list


class ListPage(Page):
    def get_context(self, request):
        latest = ArticlePage.objects.child_of(self).live().order_by("-first_published_at")[:LENGTH]
        return {**super().get_context(request), "articles": latest}


class ArticlePage(Page):
    standfirst = models.TextField()
    body = RichTextField()

    @property
    def comments(self):
        return Comment.objects.filter(article=self, is_public=True).order_by("-id")


class Comment(models.Model):
    article = models.ForeignKey(ArticlePage, on_delete=models.CASCADE)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    text = models.TextField(max_length=5_000)
    posted_at = models.DateTimeField(auto_now_add=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=("article", "is_public", "-id")),)
