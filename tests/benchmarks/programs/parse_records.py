"""Every TOML file below the folder $1, or those called $2, read and parsed once by the standard library alone."""

import sys
import tomllib
from pathlib import Path

count = 0
for path in Path(sys.argv[1]).rglob((*sys.argv, "*.toml")[2]):
    count += len(tomllib.loads(path.read_bytes().decode()))
print(count)
