"""`flask serve` as anybody starts it, but for the comments of a page: all of them are on it, as at the others'."""

import sys

from flask.cli import cli

from blog.comments import threads

threads.LENGTH = 200

if __name__ == "__main__":
    sys.exit(cli.main(["--app", "wsgi", "serve", "--prepare"]))
