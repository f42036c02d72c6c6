"""Every tag that a help text, a page or a guide gives as an example is one that a person may type."""

from __future__ import annotations

import re
from pathlib import Path

from talktag.model.values.ident import parse_tag

ROOT = Path(__file__).parents[2]
SIGN = "[0-9A-HJKMNP-TV-Z]"
TAG = re.compile(rf"(?<![\w-])(?:TT-)?(?=[A-Z ]*[0-9]){SIGN}{{4}} {SIGN}{{4}} {SIGN}(?![\w-])")


def test_every_example_of_a_tag_holds_up():
    texts = [*ROOT.glob("talktag/**/*.py"), *ROOT.glob("docs/**/*.md"), ROOT / "README.md"]
    found = {(path.name, tag) for path in texts for tag in TAG.findall(path.read_text("utf-8"))}
    assert len(found) > 10
    assert [each for each in sorted(found) if parse_tag(each[1]) is None] == []
