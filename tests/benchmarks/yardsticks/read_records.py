"""A plain read of every record below a folder, without understanding a byte."""

import os
import sys

size = 0
with os.scandir(sys.argv[1]) as groups:
    for group in groups:
        with os.scandir(group) as entries:
            for entry in entries:
                if entry.name.endswith(".toml"):
                    with open(entry.path, "rb") as file:  # noqa: PTH123 - the plainest way there is
                        size += len(file.read())
print(size)
