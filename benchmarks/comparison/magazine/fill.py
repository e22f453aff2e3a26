"""The same interviews and comments as ours, from the file that is named; prints the number of the article that has the
comments."""

import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.comparison.magazine.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from benchmarks.comparison.magazine.models import ArticlePage, Comment, ListPage  # noqa: E402


def main() -> None:
    contents = json.loads(Path(sys.argv[1]).read_text())
    migrations = settings.FOLDER / "magazine_migrations"
    migrations.mkdir()
    (migrations / "__init__.py").touch()
    call_command("makemigrations", "magazine", verbosity=0)
    call_command("migrate", verbosity=0)
    home = Page.objects.get(depth=1).add_child(instance=ListPage(title="Magazine", slug="magazine"))
    Site.objects.update(root_page=home)
    for each in reversed(contents["articles"]):
        article = ArticlePage(title=each["title"], slug=each["slug"], standfirst=each["standfirst"], body=each["html"])
        article.first_published_at = timezone.now()
        home.add_child(instance=article)
    last = ArticlePage.objects.get(slug=contents["slug"])
    Comment.objects.bulk_create(Comment(article=last, is_public=True, **each) for each in contents["comments"])
    print(last.id)


if __name__ == "__main__":
    main()
