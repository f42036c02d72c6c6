"""Two stores and nothing but files: whatever the post does, both sides come to the same conversation.

Each story is drawn from a seed. `TALKTAG_STORIES=200` tells so many of them; `TALKTAG_STORY=17` tells that one.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from tests.conversations.agreement import check_agreement, check_gaps
from tests.conversations.people import copy_people, make_people
from tests.conversations.story import Story

STEPS = 60
STORIES = int(os.environ.get("TALKTAG_STORIES", "12"))
SEEDS = [int(os.environ["TALKTAG_STORY"])] if "TALKTAG_STORY" in os.environ else range(STORIES)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everybody, with the keys of the others."""
    folder = tmp_path_factory.mktemp("people") / "template"
    make_people(folder)
    return folder


def tell(people: Path, folder: Path, seed: int, *, with_git: bool = False) -> Story:
    """The story of a seed, to its end; where it goes wrong it says how it went, and how to tell it again."""
    chance = Random(seed)
    story = Story(copy_people(people, folder, chance, with_git=with_git), chance, folder)
    try:
        story.run(STEPS)
        check_gaps(story)
        story.deliver_all()
        check_gaps(story)
        check_agreement(story)
    except Exception as error:
        again = f"TALKTAG_STORY={seed} python -m pytest -n 0 tests/conversations/test_conversations.py"
        raise AssertionError("\n".join((*story.told, f"tell it again: {again}"))) from error
    return story


@pytest.mark.parametrize("seed", SEEDS)
def test_both_sides_come_to_the_same_whatever_the_post_does(people: Path, tmp_path: Path, seed: int) -> None:
    tell(people, tmp_path, seed)


def test_with_git_it_comes_to_the_same_and_all_of_it_is_in_the_history(people: Path, tmp_path: Path) -> None:
    story = tell(people, tmp_path, 1_000, with_git=True)
    for person in story.people.values():
        assert person.bench.store.git.run("status", "--porcelain", "--", "products", "parties", "shares") == b""
