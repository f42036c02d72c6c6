"""The JavaScript SDK of CloudEvents, which reads an event and writes it again. Judges nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator

import pytest

from tests.kit.npm import fetch_packages

# The SDK, and of what it is made of that which it loads.
PACKAGES = {
    "cloudevents@10.0.0": "61e4be6e52944e20e6fe67e9eedbd501d2d93438cb592c12e82d708a8d59f87f",
    "ajv@8.17.1": "f09dae78b8cc984dbf178eba92a7b19bff9e5f7c990508f3af0bf8f118770308",
    "ajv-formats@2.1.1": "b220061cfb4d6077f1b696b05690ee6ebf81ef76fe14510de234719607f7bdc7",
    "bignumber.js@9.3.1": "f5a943ea290e66f64cb9adaaed2ff1b7c4ee02a4cca9d709d9c9c6c222512e82",
    "json-bigint@1.0.0": "4c4f502953cfb36cfe1c6c4989676bf9b76899a253237fc0220814b88ff903b6",
    "uuid@8.3.2": "f630703647a5821c735a542edcf8d26c989724efe9d9912ab6f6836a1e79924a",
}
# Reads an event a line as if it came by HTTP, and writes what it made of it; or why it takes none.
_MAIN = """
const { HTTP } = require("cloudevents");
require("readline").createInterface({ input: process.stdin }).on("line", (body) => {
  let said;
  try {
    said = HTTP.toEvent({ headers: { "content-type": "application/cloudevents+json" }, body });
    said.validate();
  } catch (error) {
    said = { refused: `${error.message} ${JSON.stringify(error.errors)}` };
  }
  process.stdout.write(`${JSON.stringify(said)}\\n`);
});
"""


@pytest.fixture(scope="session")
def javascript(
    program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], str]]:
    """What the JavaScript SDK makes of the line of an event."""
    folder = tmp_path_factory.mktemp("events")
    fetch_packages(program, folder, PACKAGES)
    path = folder / "main.js"
    path.write_text(_MAIN, "utf-8")
    command = [program("node"), str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as node:
        assert node.stdin
        assert node.stdout
        inward, outward = node.stdin, node.stdout

        def read(line: str) -> str:
            inward.write(line)
            inward.flush()
            return outward.readline()

        yield read
        inward.close()
