"""The door for WSGI servers and for `flask --app wsgi`."""

import gc
import os
from pathlib import Path

import config
from blog import create_app

try:
    app = create_app(
        config.from_environment(os.environ, Path(os.environ.get("INSTANCE") or Path(__file__).parent / "instance"))
    )
except config.Misconfigured as refusal:
    raise SystemExit(f"Entretien does not start. {refusal}") from None

# What stands from the start is never garbage; looking through it again took a tenth of a second, in somebody's request.
gc.freeze()
