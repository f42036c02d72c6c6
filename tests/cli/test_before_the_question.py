"""What there is to say of what a verb asks about is said before its question, as a person decides by it; and once."""

from __future__ import annotations

import pytest

from tests.kit.computer import Computer

# What asks, and a piece of what is said besides what is shown.
ASKING = [
    ("key rotate", "print the new recovery key"),
    ("key reseal", "copies in the history and in clones stay readable"),
    ("key use id_ed25519", "give the new signing key to whoever knows the old one"),
    ("import things.csv", "2 products of things.csv"),
    ("talk canon Hello --to fix-it -o hello.zip --in-the-clear", "it is not encrypted"),
    ("export canon --to fix-it -o canon.zip", ""),
    ("transfer canon --to fix-it -o canon.zip", ""),
    ("finder build out", "labels printed from now on carry a code"),
    ("letter repair canon --to fix-it -o letter.pdf", ""),
    ("remove canon", ""),
    ("party allow fix-it recall", ""),
]


@pytest.fixture
def asked(computer: Computer) -> Computer:
    """A computer with what those verbs take."""
    from talktag.seal.ssh.key import SigningKey

    computer.write("things.csv", "name,maker\nLamp,Ikea\nOld lamp,Ikea\n")
    computer.write("id_ed25519", SigningKey.from_seed(bytes([9]) * 32).to_openssh()).chmod(0o600)
    return computer


@pytest.mark.quick
@pytest.mark.parametrize(("line", "part"), ASKING)
def test_all_that_there_is_to_say_stands_before_the_question(asked: Computer, line: str, part: str) -> None:
    heads = ("notice:", "warning:", "error:")
    told = [each for each in asked.run(*line.split(), "-n").err.splitlines() if each.startswith(heads)]
    assert part in "\n".join(told)
    said = asked.run(*line.split())  # nobody is there who could be asked
    assert said.code == 2, said.err
    before, _, _ = said.err.partition("this needs a yes")
    assert [each for each in before.splitlines() if each.startswith(heads)] == told


@pytest.mark.quick
def test_what_was_said_before_the_question_is_not_said_again_after_it(asked: Computer) -> None:
    done = asked.run("key", "rotate", "--yes")
    assert done.code == 0, done.err
    assert done.err.index("print the new recovery key") < done.err.index("saved as")
    assert done.err.count("print the new recovery key") == 1
