"""Changes the place in the record $1 to one with the number $2, as an editor does: beside it, then in its stead."""

import os
import re
import sys
from pathlib import Path

path = Path(sys.argv[1])
text = re.sub(r"(?m)^place = .*$", f'place = "home/box-{sys.argv[2]}"', path.read_text(encoding="utf-8"))
beside = path.with_name(f".{path.name}.swp")
beside.write_text(text, encoding="utf-8")
os.replace(beside, path)
