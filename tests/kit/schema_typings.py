"""schema.org's terms as types, and a compiler that holds JSON-LD to them: schema-dts and typescript from npm.

It says whether the terms are used as schema.org has them, and nothing of what they mean.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.kit.npm import install_locked

HERE = Path(__file__).parent / "typings"
_OPTIONS = ("--noEmit", "--strict", "--skipLibCheck", "--module", "preserve", "--ignoreConfig")


@dataclass(frozen=True)
class SchemaTypings:
    """A folder with both packages, and the program that runs the compiler."""

    folder: Path
    node: str

    def fault(self, document: str, of: str) -> str | None:
        """What the compiler says against a document of the type `of`, `Graph` for several; None where it takes it."""
        used, told = ("Graph", "Graph") if of == "Graph" else (f"WithContext, {of}", f"WithContext<{of}>")
        text = f'import type {{ {used} }} from "schema-dts";\nexport const told: {told} = {document.strip()};\n'
        path = self.folder / f"told-{abs(hash(text))}.ts"
        path.write_text(text, encoding="utf-8")
        command = [self.node, str(self.folder / "node_modules/typescript/bin/tsc"), *_OPTIONS, str(path)]
        got = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        path.unlink()
        return None if got.returncode == 0 else got.stdout + got.stderr


def find_typings(program: Callable[[str], str], cache: Path) -> SchemaTypings:
    """Both at the versions of the lock; skips where npm cannot fetch them."""
    node = program("node")
    return SchemaTypings(install_locked(program, HERE, cache), node)
