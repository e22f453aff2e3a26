"""Whether PostgreSQL, Redis and a browser are demanded: then a missing one fails a test, where else it skips it."""

import os

DEMANDED = bool(os.environ.get("CI") or os.environ.get("DEMAND_SERVICES"))
