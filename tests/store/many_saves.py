"""Runs as a program of its own: adds products one after the other, as fast as it can. Holds no assertions.

`many_saves.py STORE CACHE PREFIX COUNT`
"""

import os
import sys
from pathlib import Path

from talktag.model.plan import Plan, Write
from talktag.store.store import Store

if __name__ == "__main__":
    folder, cache, prefix, count = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    for number in range(count):
        store = Store.open(folder, lambda: cache, os.environ)
        slug = f"{prefix}-{number}"
        record = b'format = 1\nid = "0123456789ab%c"\nname = "%s"\n' % (ord("0") + number % 10, slug.encode())
        store.apply(Plan((Write(f"products/{slug[0]}/{slug}.toml", record),), f"Add {slug}\n"))
