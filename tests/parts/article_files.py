"""A good file of an article, for tests to spoil."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

GOOD = """\
---
title: The bell that was late
slug: late-bell
language: en
standfirst: A tower, a rope, forty neighbours.
date: 2026-09-12
interviewees:
  - name: Ines Carvalho
    role: bell founder
topics: [towers, repair]
continue_reading: page
comments: open
---
## Why the bell first?

Because it was missed.

<!--more-->

## And the roof?

Next year.
"""


def a_file(folder: Path, text: str = GOOD, name: str = "bell.md") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def a_picture(folder: Path, name: str = "bell.jpg") -> Path:
    Image.new("RGB", (900, 600), "teal").save(folder / name)
    return folder / name
