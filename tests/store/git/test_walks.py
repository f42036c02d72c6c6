"""Any history is told as git tells it, with filters of changed paths or without, one path at a time or all at once."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import AmbiguousError, NotFoundError
from talktag.store.git.past.filters import has_filters
from talktag.store.git.past.history import History
from tests.kit.stores import unopened
from tests.store.histories import NOTES, PATHS, MadeHistory, below, histories, instant

Git = Callable[..., str]
GRAPHS = ("none", "all", "older", "chain", "without filters")
WANTED = st.lists(st.sampled_from(PATHS), min_size=1, max_size=5, unique=True)


class Made(NamedTuple):
    """A history in a repository: the model of it, and the ids of its commits by number."""

    folder: Path
    model: MadeHistory
    ids: tuple[str, ...]
    git: Git

    @property
    def history(self) -> History:
        """It, for someone who has not looked at it yet."""
        return unopened(self.folder).history

    def listed(self, *arguments: str) -> list[int]:
        """The numbers of the commits that git itself lists."""
        return [self.ids.index(each) for each in self.git(self.folder, "rev-list", *arguments).split()]

    def told(self, paths: Sequence[str], limit: int | None = None) -> list[int]:
        """The numbers of the commits that the log tells."""
        return [self.ids.index(past.commit) for past in self.history.log(paths, limit)]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory, git: Git) -> Callable[[MadeHistory, str], Made]:
    """A repository with a history, and a graph of commits of some kind beside it; the next one takes its place."""
    tmp_path = tmp_path_factory.mktemp("made")

    def import_(folder: Path, model: MadeHistory, first: int = 0) -> None:
        marks = ("--import-marks-if-exists=../marks", "--export-marks=../marks")
        git(folder, "fast-import", "--quiet", "--force", *marks, stdin=model.stream(first))

    def make(model: MadeHistory, graph: str) -> Made:
        shutil.rmtree(folder := tmp_path / "made", ignore_errors=True)
        (tmp_path / "marks").unlink(missing_ok=True)
        git(tmp_path, "init", "--quiet", "-b", "main", str(folder))
        filters = "--no-changed-paths" if graph == "without filters" else "--changed-paths"
        half = len(model.commits) // 2 if graph in {"older", "chain"} else 0
        if half:
            import_(folder, MadeHistory(model.commits[:half]))
            git(folder, "commit-graph", "write", "--reachable", filters)
        import_(folder, model, half)
        if graph in {"all", "chain", "without filters"}:
            git(folder, "commit-graph", "write", "--reachable", filters, *(["--split=no-merge"] if half else []))
        (folder / "talktag.toml").write_text("")
        numbered = dict(line[1:].split() for line in (tmp_path / "marks").read_text().splitlines())
        return Made(folder, model, tuple(numbered[str(each + 1)] for each in range(len(model.commits))), git)

    return make


Make = Callable[[MadeHistory, str], Made]
drawn = settings(max_examples=25)


@drawn
@given(histories(), st.sampled_from(GRAPHS), WANTED, st.integers(0, 6))
def test_a_log_holds_the_commits_that_changed_a_file_there_in_the_order_of_git(
    make: Make, model: MadeHistory, graph: str, wanted: list[str], limit: int
) -> None:
    made = make(model, graph)
    assert has_filters(made.folder / ".git") == (graph in {"all", "older", "chain"})
    expected = [each for each in made.listed("HEAD") if below(model.changed(each), wanted)]
    assert made.told(wanted) == expected
    assert made.told(wanted, limit) == expected[:limit]


@drawn
@given(histories(), st.sampled_from(GRAPHS), st.sampled_from(PATHS), WANTED)
def test_it_is_the_log_of_git_for_one_file_and_for_a_history_without_merges(
    make: Make, model: MadeHistory, graph: str, path: str, wanted: list[str]
) -> None:
    made = make(model, graph)
    if path.endswith((".toml", ".age")):
        told = made.told([path])
        single = [each for each in told if len(model.commits[each].parents) < 2]
        assert single == made.listed("--full-history", "--no-merges", "HEAD", "--", path)
        assert set(made.listed("HEAD", "--", path)) <= set(told)
    if model.is_line():
        assert made.told(wanted) == made.listed("HEAD", "--", *wanted)
    every = [(past.commit, past.subject, past.date) for past in made.history.log()]
    assert every == [
        (made.ids[each], f"Change {each}", instant(model.commits[each].seconds)) for each in made.listed("HEAD")
    ]


@drawn
@given(histories(), st.sampled_from(GRAPHS))
def test_what_changed_in_a_folder_is_told_in_one_walk_as_for_each_file_alone(
    make: Make, model: MadeHistory, graph: str
) -> None:
    made = make(model, graph)
    together: dict[str, list[int]] = {}
    for past, files in made.history.changes_in(NOTES):
        for path in files:
            together.setdefault(path, []).append(made.ids.index(past.commit))
    alone = {path: made.told([path]) for path in PATHS if path.startswith(f"{NOTES}/")}
    assert together == {path: commits for path, commits in alone.items() if commits}


@drawn
@given(histories(), st.sampled_from(GRAPHS), st.integers(-3, 16))
def test_a_file_at_the_end_of_a_day_is_that_of_the_first_commit_git_lists_before(
    make: Make, model: MadeHistory, graph: str, days: int
) -> None:
    made = make(model, graph)
    day = datetime.date(2023, 11, 14) + datetime.timedelta(days=days)
    end = int(datetime.datetime.combine(day, datetime.time.max).timestamp())
    first = next((each for each in made.listed("HEAD") if model.commits[each].seconds <= end), None)
    expected = None if first is None else model.commits[first].tree.get("products/c/camera.toml")
    assert made.history.file_at("products/c/camera.toml", day) == (None if expected is None else expected.encode())


@drawn
@given(histories(), st.sampled_from(GRAPHS), st.data())
def test_a_commit_is_found_by_the_beginning_of_its_id_where_this_history_has_it(
    make: Make, model: MadeHistory, graph: str, data: st.DataObject
) -> None:
    made = make(model, graph)
    asked = data.draw(st.sampled_from(made.ids))[: data.draw(st.sampled_from((4, 5, 12, 40)))]
    ours = [made.ids[each] for each in made.listed("HEAD") if made.ids[each].startswith(asked)]
    if len(ours) == 1:
        assert made.history.find(asked).commit == ours[0]
        return
    with pytest.raises(AmbiguousError if ours else NotFoundError) as refused:
        made.history.find(asked)
    assert sorted(line[:12] for line in refused.value.details) == sorted(each[:12] for each in ours)


@drawn
@given(histories(), st.integers(1, 6), WANTED)
def test_a_clone_of_the_newest_part_is_told_as_far_as_it_goes(
    make: Make, model: MadeHistory, depth: int, wanted: list[str]
) -> None:
    made = make(model, "all")
    shutil.rmtree(shallow := made.folder.parent / "shallow", ignore_errors=True)
    made.git(made.folder.parent, "clone", "--quiet", f"--depth={depth}", made.folder.as_uri(), str(shallow))
    (shallow / "talktag.toml").write_text("")
    there = made._replace(folder=shallow)
    assert [past.commit for past in there.history.log()] == made.git(shallow, "rev-list", "HEAD").split()
    told = there.told(wanted)
    alone = {each for path in wanted for each in there.told([path])}
    assert told == [each for each in there.listed("HEAD") if each in alone]
    single = there.listed("--full-history", "--no-merges", "HEAD", "--", *wanted)
    assert [each for each in told if each in single] == single


@drawn
@given(histories(), st.sampled_from(GRAPHS), WANTED, st.data())
def test_whoever_gives_a_commit_other_parents_changes_no_answer(
    make: Make, model: MadeHistory, graph: str, wanted: list[str], data: st.DataObject
) -> None:
    made = make(model, graph)
    before = (made.told([]), made.told(wanted))
    replaced, parent = (made.ids[data.draw(st.integers(0, len(made.ids) - 1))] for _ in range(2))
    made.git(made.folder, "-c", "advice.graftFileDeprecated=false", "replace", "--graft", replaced, fails=True)
    (made.folder / ".git/info").mkdir(exist_ok=True)
    (made.folder / ".git/info/grafts").write_text(f"{made.ids[-1]} {parent}\n")
    assert (made.told([]), made.told(wanted)) == before


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="there is no list of what a process started")
def test_a_log_begins_before_git_has_walked_to_its_end_and_leaves_no_git_behind(tmp_path: Path, git: Git) -> None:
    git(tmp_path, "init", "--quiet", "-b", "main", "long")
    stream = b"".join(
        b"commit refs/heads/main\ncommitter A <a@b> %d +0000\ndata 2\nn\nM 100644 inline a\ndata 5\n%05d\n"
        % (each, each)
        for each in range(9000)
    )
    git(tmp_path / "long", "fast-import", "--quiet", stdin=stream)
    others = _children()  # such as a browser of other tests
    log = unopened(tmp_path / "long").history.log()
    assert next(log).date == instant(8999)
    children = [each for each in _children() if each not in others]
    assert len(children) == 1
    log.close()  # type: ignore[attr-defined] # it is a generator
    assert not any(map(Path.exists, children))


def _children() -> list[Path]:
    """What the kernel keeps of each program that this one started."""
    tasks: Iterator[Path] = Path("/proc/self/task").glob("*/children")
    return [Path("/proc", each) for path in tasks for each in path.read_text().split()]
