"""What the house measures of its own code: a number for each thing over a budget. It reads syntax and runs nothing."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import grimp

ROOT: Final = Path(__file__).resolve().parents[2]
FILE: Final = 250
FUNCTION: Final = 40
POSITIONAL: Final = 5
FOLDER: Final = 15

# Words that say what was done to something, and neither what is done nor what is given.
_IRREGULAR: Final = """
begun bought bound broken brought built come came chosen done drawn driven fallen felt found fought forgotten gave given
gone got grown held heard hidden kept known laid left lent lost made meant met paid said seen sent shown sold sorted
spelt spent spoken stood struck sworn taken taught thought told torn understood worn woven written wrote
"""
_REGULAR: Final = re.compile(r"[a-z]{2,}ed")
_NO_PARTICIPLES: Final = "embed exceed feed need proceed seed speed succeed"

# A first sentence that says what a module is, and a word with which it says what the module is not.
_LIMIT: Final = re.compile(
    r"\b(never|nor?|not|nothing|nobody|none|neither|only|pure|without|cannot|alone)\b", re.IGNORECASE
)


@cache
def sources() -> dict[str, ast.Module]:
    """Every module of talktag by its path from the root, parsed."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in sorted((ROOT / "talktag").rglob("*.py"))
    }


@cache
def overruns() -> dict[str, int]:
    """Everything that is over a budget: what it is ("path: function name") and its measured number."""
    found: dict[str, int] = {}
    for rule in (_files, _functions, _calls, _splats, _folders, _circles, _classes, _participles, _docstrings):
        for name, number in rule():
            found[name] = max(number, found.get(name, 0))
    return found


def _files() -> Iterator[tuple[str, int]]:
    for path in sources():
        if (lines := len((ROOT / path).read_text().splitlines())) > FILE:
            yield f"{path}: file", lines


def _functions() -> Iterator[tuple[str, int]]:
    for path, name, node in _every_function():
        assert node.end_lineno is not None
        if (lines := node.end_lineno - node.lineno + 1) > FUNCTION:
            yield f"{path}: function {name}", lines


def _calls() -> Iterator[tuple[str, int]]:
    for path, where, call in _every_call():
        if len(call.args) > POSITIONAL and _is_ours(path, call):
            yield f"{path}: call of {_called(call.func)[1]} in {where}", len(call.args)


def _splats() -> Iterator[tuple[str, int]]:
    for path, where, call in _every_call():
        for each in call.args:
            if isinstance(each, ast.Starred) and isinstance(each.value, ast.Tuple | ast.List) and _is_ours(path, call):
                yield f"{path}: splat into {_called(call.func)[1]} in {where}", len(each.value.elts)


def _folders() -> Iterator[tuple[str, int]]:
    count: dict[str, int] = defaultdict(int)
    for path in sources():
        folder, name = path.rsplit("/", 1)
        count[folder] += name != "__init__.py" and "wording" not in folder
    yield from ((f"{folder}/: modules", number) for folder, number in count.items() if number > FOLDER)


def _circles() -> Iterator[tuple[str, int]]:
    for circle in circles():
        for module in circle:
            path = ROOT / module.replace(".", "/")
            file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
            yield f"{file.relative_to(ROOT)}: circle of imports", len(circle)


def _classes() -> Iterator[tuple[str, int]]:
    where: dict[str, list[str]] = defaultdict(list)
    for path, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                where[node.name.lstrip("_")].append(path)
    for name, paths in where.items():
        if len(paths) > 1:
            yield from ((f"{path}: class name {name}", len(paths)) for path in paths)


def _participles() -> Iterator[tuple[str, int]]:
    for path, name, node in _every_function():
        # A property is read like the attribute that it stands for.
        is_property = any(isinstance(each, ast.Name) and each.id.endswith("property") for each in node.decorator_list)
        if not is_property and is_participle(node.name.strip("_")):
            yield f"{path}: participle {name}", 1


def _docstrings() -> Iterator[tuple[str, int]]:
    for path, tree in sources().items():
        # A package's own file may be its name alone; a command's parses, asks and prints, which its floor says once.
        if len(tree.body) > 1 and "/commands/" not in path and not _LIMIT.search(ast.get_docstring(tree) or ""):
            yield f"{path}: docstring without what it never does", 1


def is_participle(word: str) -> bool:
    """Whether a name is one bare participle, such as "taken"."""
    if word in _IRREGULAR.split():
        return True
    return word not in _NO_PARTICIPLES.split() and _REGULAR.fullmatch(word) is not None


@cache
def graph() -> grimp.ImportGraph:
    """Who imports whom, imports inside functions and for types alone included."""
    return grimp.build_graph("talktag", cache_dir=None)


def circles() -> list[list[str]]:
    """The modules that import each other in a circle, each circle sorted (Tarjan's strongly connected components)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_ones: list[str] = []
    result: list[list[str]] = []

    def visit(module: str) -> None:
        number[module] = lowest[module] = len(number)
        open_ones.append(module)
        for each in graph().find_modules_directly_imported_by(module):
            if each not in number:
                visit(each)
            if each in open_ones:
                lowest[module] = min(lowest[module], lowest[each])
        if lowest[module] == number[module]:
            circle = open_ones[open_ones.index(module) :]
            del open_ones[-len(circle) :]
            if len(circle) > 1:
                result.append(sorted(circle))

    for module in sorted(graph().modules):
        if module not in number:
            visit(module)
    return result


_Function = ast.FunctionDef | ast.AsyncFunctionDef
_DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _every_function() -> Iterator[tuple[str, str, _Function]]:
    for path, tree in sources().items():
        yield from ((path, name, node) for name, node in _within(tree, "") if isinstance(node, _Function))


def _every_call() -> Iterator[tuple[str, str, ast.Call]]:
    for path, tree in sources().items():
        yield from (
            (path, name or "the module", node) for name, node in _within(tree, "") if isinstance(node, ast.Call)
        )


def _within(node: ast.AST, name: str) -> Iterator[tuple[str, ast.AST]]:
    """Everything inside a node; a definition with its own name, all else with that of the definition around it."""
    for each in ast.iter_child_nodes(node):
        inner = f"{name}.{each.name}".lstrip(".") if isinstance(each, _DEFINED) else name
        yield inner, each
        yield from _within(each, inner)


def _called(function: ast.expr) -> tuple[str, str]:
    """What a call begins with, and the last name of what is called: ("age", "encrypt")."""
    name = function.attr if isinstance(function, ast.Attribute) else ""
    while isinstance(function, ast.Attribute | ast.Call | ast.Subscript):
        function = function.func if isinstance(function, ast.Call) else function.value
    base = function.id if isinstance(function, ast.Name) else ""
    return base, name or base


def _is_ours(path: str, call: ast.Call) -> bool:
    """Whether what is called has a name of ours, and takes named parameters, not any number of values."""
    base, name = _called(call.func)
    return _own_names().get(name, False) and base not in _foreign_names(sources()[path])


@cache
def _own_names() -> dict[str, bool]:
    """The names of every function and class of talktag: whether none of that name takes any number of values."""
    names: dict[str, bool] = {}
    for node in (each for tree in sources().values() for each in ast.walk(tree) if isinstance(each, _DEFINED)):
        names[node.name] = names.get(node.name, True) and not (isinstance(node, _Function) and node.args.vararg)
    return names


@cache
def _foreign_names(tree: ast.Module) -> frozenset[str]:
    """The names that a module imports from elsewhere than talktag."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {
                each.asname or each.name.split(".")[0] for each in node.names if not each.name.startswith("talktag")
            }
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("talktag"):
            names |= {each.asname or each.name for each in node.names}
    return frozenset(names)
