"""Pages are Wagtail's; a comment is a form of Django's."""

from django.forms import ModelForm
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import include, path
from django.views.decorators.http import require_POST
from wagtail import urls as pages

from benchmarks.comparison.magazine.models import ArticlePage, Comment


class CommentForm(ModelForm):
    class Meta:
        model = Comment
        fields = ("name", "email", "text")


@require_POST
def post_comment(request, article_id):
    article = get_object_or_404(ArticlePage.objects.live(), id=article_id)
    form = CommentForm(request.POST, instance=Comment(article=article))
    if not form.is_valid():
        return HttpResponseBadRequest(form.errors.as_text())
    form.save()
    return redirect(article.url)


urlpatterns = [path("comments/<int:article_id>", post_comment, name="post_comment"), path("", include(pages))]
