"""The door for WSGI servers and for `flask --app wsgi`."""
# ruff: noqa: E402  (what stands between imports is about the imports)

import gc
import os
import sys
from pathlib import Path

gc.disable()  # nothing that is imported is garbage; looking for some took a fifth of the start

import config

# Huey imports the client of each store that it could have, whichever it has. Of a None in here an import says that it
# is not installed.
for package in config.unneeded_clients(os.environ):
    sys.modules.setdefault(package, None)  # type: ignore[arg-type]

from blog import create_app

try:
    app = create_app(
        config.from_environment(os.environ, Path(os.environ.get("INSTANCE") or Path(__file__).parent / "instance"))
    )
except config.Misconfigured as refusal:
    raise SystemExit(f"Entretien does not start. {refusal}") from None

# What stands from the start is never garbage; looking through it again took a tenth of a second, in somebody's request.
gc.freeze()
gc.enable()
