"""What Lighthouse says of an article, the list and the glossary: the demo as users serve it, on a phone it simulates.
Of each score the median of three; then what took points in any run.

python -m benchmarks.lighthouse
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.clock import told
from benchmarks.comparison.processes import Service, running

HERE = Path(__file__).parent
PROGRAM = HERE / "node_modules" / ".bin" / "lighthouse"
PAGES = {"article": "/articles/compter-les-congelateurs", "list": "/", "glossary": "/glossary"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
RUNS = 3
ATTEMPTS = 3  # on a busy machine the browser's own trace is lost now and then


def main() -> None:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("Lighthouse needs Chromium, and there is none on the PATH.")
    _install()
    print(f"{told()}\n")
    print(f"{'':10}{''.join(f'{name:>16}' for name in CATEGORIES)}")
    faults: dict[str, None] = {}
    with tempfile.TemporaryDirectory() as folder, running(_demo(folder)) as site:
        for page, path in PAGES.items():
            reports = [_report(site.address + path, browser) for _run in range(RUNS)]
            scores = (statistics.median(_score(report, name) for report in reports) for name in CATEGORIES)
            print(f"{page:10}{''.join(f'{score:>16.0f}' for score in scores)}", flush=True)
            faults |= dict.fromkeys(f"{page}: {fault}" for report in reports for fault in _faults(report))
    print("\n" + ("\n".join(faults) or "No audit takes points."))


def _install() -> None:
    """What the lock file names, by its hashes, unless it is there; no package runs a script of its own."""
    if PROGRAM.exists():
        return
    if shutil.which("npm") is None:
        sys.exit("Lighthouse comes by npm, and there is no npm on the PATH. On Debian: apt-get install npm")
    print("Installing Lighthouse ...", flush=True)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=HERE, check=True)


def _demo(folder: str) -> Service:
    command = (sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--prepare")
    environ = {"INSTANCE": folder, "SECRET_KEY": "benchmark " * 4, "PORT": "{port}", "DATABASE_URL": ""}
    return Service(name="the demo", command=command, ready="/robots.txt", environ=environ)


def _report(address: str, browser: str) -> Mapping[str, Any]:
    asked = [f"--only-categories={','.join(CATEGORIES)}", "--output=json", "--quiet"]
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    environ = {**os.environ, "CHROME_PATH": browser}
    for _attempt in range(ATTEMPTS):
        run = subprocess.run([PROGRAM, address, *asked, flags], env=environ, capture_output=True, check=False)
        if run.returncode == 0:
            report: Mapping[str, Any] = json.loads(run.stdout)
            return report
    sys.exit(f"Lighthouse failed on {address}: {run.stderr.decode().strip()[-500:]}")


def _score(report: Mapping[str, Any], category: str) -> float:
    return float(report["categories"][category]["score"] or 0) * 100


def _faults(report: Mapping[str, Any]) -> Iterator[str]:
    """Audits that count and are not perfect."""
    for category in CATEGORIES:
        for counted in report["categories"][category]["auditRefs"]:
            audit = report["audits"][counted["id"]]
            if counted["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{category}, {audit['title']} ({audit['score']}{_value(audit)})"


def _value(audit: Mapping[str, Any]) -> str:
    return f", {audit['displayValue']}" if audit.get("displayValue") else ""


if __name__ == "__main__":
    main()
