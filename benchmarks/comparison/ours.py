"""`flask serve` as anybody starts it, but for the comments of a page: all of them are on it, as at the others'."""

import sys

import wsgi  # noqa: F401  first of all, as `flask serve` does: it says how everything else is imported

from flask.cli import cli  # isort: skip

from blog.comments import threads  # isort: skip

threads.LENGTH = 200

if __name__ == "__main__":
    sys.exit(cli.main(["--app", "wsgi", "serve", "--prepare"]))
