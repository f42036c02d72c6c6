"""1,000 and 10,000 labels with different codes as a PDF, against a shell loop of `qrencode` over the same 1,000 texts.

`python -m tests.benchmarks.labels` prints the ratio of the times and the peak memory of both sizes. It measures whole
processes of the paper layer, from labels to a file on the disk; the command adds to it what reading a store takes.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from .measure import Job, Sample, run_once

WANTED, MEMORY = 3.0, 150.0  # times the shell loop; megabytes
ROUNDS = 5
LOOP = 'while read -r text; do qrencode -t SVG -o /dev/null "$text"; done < "$0"'
OURS = """
import sys
from talktag.model.labels.find_paper import find_paper
from talktag.paper.labels.label import Label
from talktag.paper.draw.output import write_pdf
from talktag.paper.labels.sheet import lay_sheet
from talktag.paper.labels.papers import load_papers

def label(number, text):
    tag = text[-9:]
    return Label(text, f"{tag[:4]} {tag[4:8]} {tag[8:]}", f"Thing of the house, number {number}")

with open(sys.argv[1]) as texts, open(sys.argv[2], "wb") as file:
    labels = [label(number, line.strip()) for number, line in enumerate(texts)]
    write_pdf(lay_sheet(labels, find_paper(load_papers(), "avery-l7120")), file)
"""


def main() -> None:
    """Measure in turn, and print."""
    if not shutil.which("qrencode"):
        sys.exit("this needs the program qrencode")
    with tempfile.TemporaryDirectory(prefix="talktag-labels-") as name:
        folder = Path(name)
        thousand, many = _texts(folder, 1_000), _texts(folder, 10_000)
        pairs = [(_ours(folder, thousand), _loop(folder, thousand)) for _ in range(ROUNDS)]
        large = _ours(folder, many)
    wall = statistics.median(own.wall / loop.wall for own, loop in pairs)
    own, loop = (statistics.median(sample.wall for sample in samples) for samples in zip(*pairs, strict=True))
    print(f"1,000 labels: {own:.0f} ms, the loop {loop:.0f} ms, median ratio {wall:.2f} (wanted {WANTED:g})")
    print(f"10,000 labels: {large.wall / 1000:.1f} s, {large.wall / own:.1f} times as long")
    peaks = f"{max(own.peak for own, _ in pairs):.0f} and {large.peak:.0f} MB"
    print(f"peak memory at 1,000 and 10,000: {peaks} (wanted {MEMORY:g})")


def _texts(folder: Path, count: int) -> Path:
    path = folder / f"{count}.txt"
    path.write_text("".join(f"mailto:ana+tags@example.org?subject=TT-{number * 7919:09d}\n" for number in range(count)))
    return path


def _ours(folder: Path, texts: Path) -> Sample:
    return run_once(Job(lambda _: (sys.executable, "-c", OURS, str(texts), "sheet.pdf"), folder, os.environ))


def _loop(folder: Path, texts: Path) -> Sample:
    return run_once(Job(lambda _: ("sh", "-c", LOOP, str(texts)), folder, os.environ))


if __name__ == "__main__":
    main()
