"""The page of the reference that a run is put on: `page.md` with its tables. It measures and judges nothing."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import shutil
import subprocess
from pathlib import Path

from . import report
from .report import Found, markdown

TEMPLATE = Path(__file__).with_name("page.md")
_OF_THIS_RUN = re.compile(r"(<!-- of this run: \w+ -->\n).*?(?=<!-- end -->)", re.DOTALL)
_NUMBER = re.compile(r"\d[\d,.]*")


def text(found: Found, machine: str) -> str:
    """The whole page of one run."""
    missed = report.misses(found)
    parts = {
        "how": f"{machine}; medians of {found.rounds}; `python -c pass` took {found.bare.cpu:.0f} ms.",
        "misses": "\n".join(f"- {each}" for each in missed) or "Nothing.",
        "speed": markdown(report.speed(found)),
        "memory": markdown(report.memory(found)),
        "disk": markdown(report.on_disk(found)),
        "yardsticks": markdown(report.yardsticks(found)),
        "peers": markdown(report.beside(found)) or "None was installed.",
    }
    page = TEMPLATE.read_text(encoding="utf-8")
    for name, part in parts.items():
        page = page.replace(f"{{{name}}}", part)
    return page


def machine() -> str:
    """What it was measured on, in a line."""
    parts = [f"{os.cpu_count()} processors", f"{platform.system()} {platform.machine()}"]
    parts += [f"Python {platform.python_version()}", f"Typer {importlib.metadata.version('typer')}"]
    for program in ("git", "rg"):
        if shutil.which(program):
            said = subprocess.run((program, "--version"), capture_output=True, text=True, check=False).stdout
            found = re.search(r"\d+(\.\d+)+", said)
            parts += [f"{program} {found[0]}"] if found else []
    return ", ".join(parts)


def form(page: str) -> list[str]:
    """A page without what differs from run to run: its figures, its verdicts, and what is marked as of one run."""
    return [_form_of(line) for line in _OF_THIS_RUN.sub(r"\1", page).splitlines()]


def _form_of(line: str) -> str:
    is_row = line.startswith("| ") and not line.startswith("| ---")
    cells = line.strip("|").split("|")
    kept = f"{cells[0].strip()}, {len(cells)} columns" if is_row else line
    return _NUMBER.sub("#", kept)
