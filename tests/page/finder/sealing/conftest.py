"""The part of the page's script that seals and opens, run by node, and who it is held against. Judges nothing."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.kit.npm import fetch_packages
from tests.seal.conftest import vectors

__all__ = ["ask", "judges", "source", "vectors"]

FILES = ("bytes", "chacha", "bech32", "age", "armor", "rows")
# The library of age's own author and what it is made of, as npm has them.
JUDGES = {
    "age-encryption@0.3.1": "5a318d61f29bafc02810feef65dcf9d82b17a44d9c777eed658d2abea5f74bc5",
    "@noble/ciphers@2.1.1": "1704cc39be04737a17f17c37b8556b195e2b6ed442ecc2b7be6230b2e26f0d82",
    "@noble/curves@2.0.1": "1271ac0dfa27c93e464e64b65ff2a255eea52c449ca86c149cfb0b9786dd9029",
    "@noble/hashes@2.0.1": "638ffb3053a7e7478c9e54a6e297f3601299ee570a41112e501af7050d086a0a",
    "@noble/post-quantum@0.5.4": "615e1585e7062a7520ca09cce4f66d52647417e42a5cb4053cf2d048a3c32397",
    "@scure/base@2.0.0": "758d9a74d504922c21f12afbb832a8da13634657fa842c1aee1ec3eac82c8902",
}
# Reads a line for each question: an expression, the values that it is asked for, where judge() finds its modules.
_MAIN = """
globalThis.crypto ??= require("crypto").webcrypto; // node 18 gives what browsers have on request only
async function sayEach(expression, values, folder) {
  const judge = (path) => import(require("url").pathToFileURL(`${folder}/node_modules/${path}`));
  const evaluate = eval(`async (each) => (${expression})`);
  const said = [];
  for (const each of values) {
    try {
      said.push(await evaluate(each));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      said.push(`fault: ${error.code}`);
    }
  }
  return said;
}
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\\n`);
  sayEach(...JSON.parse(line)).then(say, (error) => say({ failed: error.stack }));
});
"""


class Ask(Protocol):
    """Evaluates an expression of the page's script."""

    def __call__(self, expression: str, values: Sequence[Any], folder: Path | None = None) -> list[Any]: ...


@pytest.fixture(scope="session")
def source() -> str:
    """The files of the script in the order of the page."""
    folder = resources.files("talktag").joinpath("data", "finder")
    return "\n".join(folder.joinpath(f"{name}.js").read_text("utf-8") for name in FILES)


@pytest.fixture(scope="session")
def ask(program: Callable[[str], str], source: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """What an expression of the script gives for `each` of some values, a promise as what it comes to.

    "fault: CODE" stands for a Fault. In `folder` of the judges, `(await judge(PATH))` is a module of theirs.
    """
    path = tmp_path_factory.mktemp("script") / "main.js"
    path.write_text(f'"use strict";\n{source}{_MAIN}', "utf-8")
    command = [program("node"), str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as node:
        assert node.stdin
        assert node.stdout
        inward, outward = node.stdin, node.stdout

        def run(expression: str, values: Sequence[Any], folder: Path | None = None) -> list[Any]:
            inward.write(json.dumps([expression, list(values), str(folder)]) + "\n")
            inward.flush()
            said = json.loads(outward.readline())
            assert isinstance(said, list), said["failed"]
            return said

        yield run
        inward.close()


@pytest.fixture(scope="session")
def judges(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with other people's libraries for the same, from the npm packages that their authors publish."""
    folder = tmp_path_factory.mktemp("judges")
    fetch_packages(program, folder, JUDGES)
    return folder
