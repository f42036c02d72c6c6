"""Every record below a folder read and parsed once, by the fastest well-kept parser there is, and forgotten again."""

import sys
from pathlib import Path

try:
    import tomli as parser
except ImportError:
    import tomllib as parser

count = 0
for path in Path(sys.argv[1]).glob("*/*.toml"):
    count += len(parser.loads(path.read_bytes().decode()))
print(count)
