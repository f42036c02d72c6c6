"""Which modules below `cli` know a clock, chance or the environment: these, for these reasons, and no others."""

from __future__ import annotations

import ast

from tests.house.measure import sources

# What a floor, or one module, asks for by itself; all else is handed in, by a Session or as a value.
CLOCK = {
    "talktag/desk/database/arrivals.py": "waits until an earlier batch is done",
    "talktag/lock.py": "waits until the other one is done",
    "talktag/store/": "how old a file or a lock is, and a wait for who holds one",
}
CHANCE = {
    "talktag/disk/whole.py": "names of staged files",
    "talktag/paper/labels/camera.py": "a seed, so the same each time",
    "talktag/seal/age/": "keys of files, nonces, salts",
}
ENVIRONMENT = {
    "talktag/__main__.py": "a shell that waits for a word is answered before anything is loaded",
    "talktag/media/text_reader.py": "says to a library that it must not report home, which it hears no other way",
}

CLOCKS = {
    *("time.time", "time.time_ns", "time.monotonic", "time.monotonic_ns", "time.perf_counter", "time.sleep"),
    *("time.localtime", "datetime.now", "datetime.datetime.now", "datetime.utcnow", "datetime.today"),
    *("date.today", "datetime.date.today"),
}
CHANCES = {"os.urandom", "os.getrandom", "secrets", "random", "uuid.uuid1", "uuid.uuid4"}
ENVIRONMENTS = {"os.environ", "os.environb", "os.getenv", "os.getlogin", "os.getcwd", "Path.cwd", "Path.home"}


def who_asks(names: set[str]) -> set[str]:
    """The modules below `cli` in which one of these names stands, or is imported."""
    return {
        path
        for path, tree in sources().items()
        if not path.startswith("talktag/cli/") and any(names & said_by(node) for node in ast.walk(tree))
    }


def said_by(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {each.name for each in node.names}
    if isinstance(node, ast.ImportFrom):
        return {node.module or ""} | {f"{node.module}.{each.name}" for each in node.names}
    return {ast.unparse(node)} if isinstance(node, ast.Attribute) else set()


def beyond(names: set[str], known: dict[str, str]) -> list[str]:
    return sorted(path for path in who_asks(names) if not path.startswith(tuple(known)))


def test_a_clock_is_known_only_where_something_is_waited_for_or_a_file_s_age_is_judged() -> None:
    assert beyond(CLOCKS, CLOCK) == []


def test_chance_makes_keys_and_names_of_staged_files_and_nothing_else() -> None:
    assert beyond(CHANCES, CHANCE) == []


def test_the_environment_is_read_in_cli_alone() -> None:
    assert beyond(ENVIRONMENTS, ENVIRONMENT) == []


def test_none_is_named_that_asks_for_nothing() -> None:
    for names, known in ((CLOCKS, CLOCK), (CHANCES, CHANCE), (ENVIRONMENTS, ENVIRONMENT)):
        assert not [place for place in known if not any(path.startswith(place) for path in who_asks(names))]
