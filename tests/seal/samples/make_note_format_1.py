"""Makes the frozen sample of note format 1 beside it, once. The sample stays as it is for good; never remake it.

Run with Python from the repository's top folder. It refuses to overwrite.
"""

from __future__ import annotations

from pathlib import Path

from talktag.seal import age
from talktag.seal.note import Note, seal_note

FOLDER = Path(__file__).parent
SAMPLE = FOLDER / "note_format_1.age"
IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"  # the specification's example
NOTE = Note(
    product="7k3m9q0d2x4vb",
    note="0c5h8w1t6r9pz",
    revision=3,
    created="2026-03-01T09:30:00Z",
    text="Der Safe öffnet mit 42.\r\nnot the garage 🔑\n\ttrailing spaces  \n",
)


def main() -> None:
    """Seal the note and write it."""
    with SAMPLE.open("xb") as file:
        file.write(seal_note(NOTE, [age.recipient_of(IDENTITY)]))


if __name__ == "__main__":
    main()
