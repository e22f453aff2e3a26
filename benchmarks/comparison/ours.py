"""`flask serve` as anybody starts it, but for the comments of a page: all of them are on it, as at the others'."""
# ruff: noqa: E402  (what stands between imports is about the imports)

import sys

# Flask-Limiter imports it where it is: here, for checks of this code, and not where requirements.txt is all there is.
sys.modules["rich"] = None  # type: ignore[assignment]

import wsgi  # noqa: F401  first of all, as for `flask serve`: it says how everything else is imported

from flask.cli import cli  # isort: skip

from blog.comments import threads

threads.LENGTH = 200

if __name__ == "__main__":
    sys.exit(cli.main(["--app", "wsgi", "serve", "--prepare"]))
