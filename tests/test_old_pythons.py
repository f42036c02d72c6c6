"""What the oldest Python we support does wrongly stands nowhere, in the program or in its tests."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What may hold a "+" or a "?" that repeats nothing: an escaped character, and a set of characters.
_PLAIN = re.compile(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]", re.DOTALL)
_POSSESSIVE = re.compile(r"[*+?}]\+|\(\?>")


def is_possessive(pattern: str) -> bool:
    """Whether a pattern holds a possessive quantifier or an atomic group."""
    return bool(_POSSESSIVE.search(_PLAIN.sub("x", pattern)))


def patterns(source: str) -> Iterator[str]:
    """Every text that stands in the first argument of a call of `re`."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re")), args=[first, *_]):
                for part in ast.walk(first):
                    if isinstance(part, ast.Constant) and isinstance(part.value, (str, bytes)):
                        yield part.value if isinstance(part.value, str) else part.value.decode("latin-1")
            case _:
                pass


@pytest.mark.parametrize("pattern", [r"a*+", r"[ab]++", r"(?:a|b)?+", r"a{1,2}+", r"(?>a|b)", r"\\++", r"[\]]*+"])
def test_a_possessive_pattern_is_known_as_one(pattern: str) -> None:
    assert is_possessive(pattern)


@pytest.mark.parametrize("pattern", [r"a*", r"\*+", r"[*+]+", r"[]+*]", r"[^\]?+]x", r"a+?", r"a{2}", r"\(\?>", r"[+]"])
def test_an_ordinary_pattern_is_not_taken_for_a_possessive_one(pattern: str) -> None:
    assert not is_possessive(pattern)


def test_no_pattern_is_possessive_for_pythons_before_3_11_5_match_those_wrongly() -> None:
    files = [path for folder in ("talktag", "tests", "docs") for path in (ROOT / folder).rglob("*.py")]
    found = {path: list(patterns(path.read_text())) for path in files}
    assert sum(map(len, found.values())) > 100
    own = {Path(__file__)}
    assert [str(path) for path in files if path not in own and any(map(is_possessive, found[path]))] == []
