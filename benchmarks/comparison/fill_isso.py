"""A thread of Isso's with our comments, through Isso's own tables: python -m benchmarks.comparison.fill_isso"""

import json
import os
import sys
from pathlib import Path

from isso import config
from isso.db import SQLite3


def main() -> None:
    contents = json.loads(Path(sys.argv[1]).read_text())
    settings = config.load(config.default_file(), os.environ["ISSO_SETTINGS"])
    store = SQLite3(settings.get("general", "dbpath"), settings)
    store.threads.new("/interview/", "Interview")
    for each in contents["comments"]:
        more = {"mode": 1, "remote_addr": "127.0.0.1", "email": None, "website": None, "notification": 0}
        store.comments.add("/interview/", {"author": each["name"], "text": each["text"], "parent": None, **more})


if __name__ == "__main__":
    main()
