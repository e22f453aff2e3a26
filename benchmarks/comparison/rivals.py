"""Isso and Wagtail in an environment that is thrown away, and nginx."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.comparison.processes import Service
from benchmarks.comparison.stage import Stage, granian

REQUIREMENTS = Path(__file__).with_name("rivals.txt")
ISSO = """\
[general]
dbpath = {folder}/isso.db
host = http://127.0.0.1:9/
notify = none
[moderation]
enabled = true
[guard]
enabled = false
"""
NGINX = """\
{user}
worker_processes 2;
daemon off;
pid {folder}/nginx.pid;
error_log /dev/null;
events {{ worker_connections 512; }}
http {{
  access_log off;
  sendfile on;
  keepalive_requests 100000000;
  client_body_temp_path {folder};
  proxy_temp_path {folder};
  fastcgi_temp_path {folder};
  uwsgi_temp_path {folder};
  scgi_temp_path {folder};
  server {{
    listen 127.0.0.1:@port@;
    root {folder};
    default_type text/html;
    location / {{
      try_files /page =404;
{headers}
    }}
  }}
}}
"""
SENT_BY_NGINX = ("content-length", "content-type", "etag")


def set_up(folder: Path) -> str:
    """The interpreter that has them. They come without misaka, which Isso does not use by itself and which needs a C
    compiler."""
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python = str(environment / "bin/python")
    options = ("-qq", "--disable-pip-version-check", "--require-hashes", "--no-deps", "--requirement")
    subprocess.run([python, "-m", "pip", "install", *options, REQUIREMENTS], check=True)
    return python


def wagtail(stage: Stage, python: str) -> tuple[Service, int]:
    """And the number of its article with the comments."""
    folder = stage.folder / "wagtail"
    folder.mkdir()
    environ = {"MAGAZINE": str(folder)}
    article = _filled(python, "magazine.fill", stage, environ)
    return granian(python, "benchmarks.comparison.magazine.wsgi:application", **environ), int(article)


def isso(stage: Stage, python: str) -> Service:
    settings = stage.folder / "isso.cfg"
    settings.write_text(ISSO.format(folder=stage.folder))
    environ = {"ISSO_SETTINGS": str(settings)}
    _filled(python, "fill_isso", stage, environ)
    return Service(
        name="isso",
        command=granian(python, "isso.run:application").command,
        ready="/?uri=/interview/",
        environ=environ,
    )


def nginx(stage: Stage) -> Service:
    """The page as a file, with the headers that we send."""
    folder = stage.folder / "bare"
    sent = json.loads((folder / "headers.json").read_text())
    given = [f"      add_header {name} {json.dumps(value)};" for name, value in sent if name not in SENT_BY_NGINX]
    user = "user root;" if os.getuid() == 0 else ""
    text = NGINX.format(folder=folder, headers="\n".join(given), user=user)
    (folder / "nginx.conf").write_text(text)
    # nginx reads no environment: a shell writes the port where it belongs.
    start = f"sed 's/@port@/'$PORT'/' {folder}/nginx.conf > {folder}/nginx-$PORT.conf"
    run = f"exec {program('nginx')} -p {folder} -e /dev/null -c {folder}/nginx-$PORT.conf"
    return Service(name="nginx", command=("sh", "-c", f"{start} && {run}"), ready="/", environ={"PORT": "{port}"})


def program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        raise SystemExit(f"{name} is missing; on Debian and Ubuntu: apt-get install {name}")
    return found


def _filled(python: str, module: str, stage: Stage, environ: dict[str, str]) -> str:
    command = [python, "-m", f"benchmarks.comparison.{module}", str(stage.folder / "contents.json")]
    return subprocess.run(
        command, env={**os.environ, **environ}, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ).stdout
