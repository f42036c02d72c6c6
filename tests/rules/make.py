"""Writes what every case comes to beside it. Look at what changes: the page says what is right, not this program."""

from __future__ import annotations

import json

from tests.rules.rule_case import CASES, outcome_of

for case in CASES:
    text = json.dumps(outcome_of(case), ensure_ascii=False, indent=2)
    case.with_suffix(".json").write_text(f"{text}\n", "utf-8")
