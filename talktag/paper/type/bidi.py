"""The Unicode bidirectional algorithm for one line of text without explicit marks. It never reorders anything itself.

Rules W1 to W7, N0 to N2, I1, I2 and L1 of UAX #9; the explicit marks of rules X1 to X10 are taken out of a text before
it comes here, and of the pairs of brackets the common ones are known.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Sequence

_RIGHT = frozenset({"R", "AL", "AN"})
_BRACKETS = "()[]{}⟨⟩〈〉《》「」『』【】〔〕（）［］｛｝"
_CLOSES = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction of its own runs from right to left (rules P2 and P3)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in {"L", "R", "AL"}:
            return kind != "L"
    return False


def levels(text: str, rtl: bool) -> list[int]:
    """The embedding level of each character, odd for right to left, in a line whose own direction is given."""
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    if not rtl and not _RIGHT.intersection(kinds):
        return [0] * len(text)
    base = int(rtl)
    outside = "R" if rtl else "L"
    found = _resolved_numbers(_resolved_marks(kinds, outside), outside)
    found = _resolved_neutrals(_resolved_brackets(text, found, outside), outside)
    result = [base + _levels_above(kind, base) for kind in found]
    for place in range(len(text) - 1, -1, -1):  # L1: white space at the line's end
        if kinds[place] not in {"WS", "S", "B"}:
            break
        result[place] = base
    return result


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """The places of runs from left to right, by their levels (rule L2)."""
    order = list(range(len(run_levels)))
    for level in range(max(run_levels, default=0), 0, -1):
        start = 0
        for is_higher, group in itertools.groupby([run_levels[place] >= level for place in order]):
            end = start + sum(1 for _ in group)
            if is_higher:
                order[start:end] = order[start:end][::-1]
            start = end
    return order


def _resolved_marks(kinds: Sequence[str], outside: str) -> list[str]:
    """W1 to W3: combining marks as what they stand on, numbers after Arabic letters as Arabic numbers."""
    found: list[str] = []
    last, strong = outside, outside
    for kind in kinds:
        last = last if kind in {"NSM", "BN"} else kind
        if last in {"L", "R", "AL"}:
            strong = last
        found.append("AN" if last == "EN" and strong == "AL" else last)
    return ["R" if kind == "AL" else kind for kind in found]


def _resolved_numbers(kinds: list[str], outside: str) -> list[str]:
    """W4 to W7: separators and signs within or beside numbers."""
    for place in range(1, len(kinds) - 1):
        before, kind, after = kinds[place - 1 : place + 2]
        if before == after and ((kind == "ES" and before == "EN") or (kind == "CS" and before in {"EN", "AN"})):
            kinds[place] = before
    start = 0
    for kind, group in itertools.groupby(list(kinds)):
        end = start + sum(1 for _ in group)
        beside = kinds[max(0, start - 1) : start] + kinds[end : end + 1]
        if kind == "ET" and "EN" in beside:
            kinds[start:end] = ["EN"] * (end - start)
        start = end
    strong = outside
    for place, kind in enumerate(kinds):
        if kind in {"L", "R"}:
            strong = kind
        elif kind in {"ES", "ET", "CS"}:
            kinds[place] = "ON"
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"
    return kinds


def _resolved_brackets(text: str, kinds: list[str], outside: str) -> list[str]:
    """N0: both brackets of a pair take the line's direction if something within has it, else that of what is within."""
    for start, end in _pairs(text, kinds):
        within = {_direction(kind) for kind in kinds[start + 1 : end] if kind not in _NEUTRAL}
        if not within:
            continue
        before = next((_direction(kind) for kind in reversed(kinds[:start]) if kind not in _NEUTRAL), outside)
        kinds[start] = kinds[end] = outside if outside in within else before
    return kinds


def _pairs(text: str, kinds: Sequence[str]) -> list[tuple[int, int]]:
    """The places of brackets that belong together, in the order of the opening ones."""
    opened: list[tuple[str, int]] = []
    pairs = []
    for place, character in enumerate(text):
        if kinds[place] != "ON":
            continue
        if character in _CLOSES:
            opened.append((_CLOSES[character], place))
        while any(character == closing for closing, _ in opened):
            closing, start = opened.pop()
            if character == closing:
                pairs.append((start, place))
                break
    return sorted(pairs)


def _resolved_neutrals(kinds: list[str], outside: str) -> list[str]:
    """N1 and N2: neutrals between two of one direction take it, others take the line's."""
    start = 0
    for is_neutral, group in itertools.groupby([kind in _NEUTRAL for kind in kinds]):
        end = start + sum(1 for _ in group)
        if is_neutral:
            before = _direction(kinds[start - 1]) if start else outside
            after = _direction(kinds[end]) if end < len(kinds) else outside
            kinds[start:end] = [before if before == after else outside] * (end - start)
        start = end
    return kinds


def _direction(kind: str) -> str:
    return "L" if kind == "L" else "R"


def _levels_above(kind: str, base: int) -> int:
    if base:
        return 0 if kind == "R" else 1
    return {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)
