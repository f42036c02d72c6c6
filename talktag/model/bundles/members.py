"""What a bundle is made of, by name, and how large its document may be. Reads and judges nothing."""

from __future__ import annotations

from talktag.model.files.file_name import EVERY_ENDING

FORMAT = "talktag-bundle/1"
MANIFEST = "manifest-sha256.txt"
SIGNATURE = "manifest-sha256.txt.sig"
TABLE_FILE = "table.json"  # the document; below `data/`, as the next three are
PAGE, SUMMARY, README = "index.html", "summary.txt", "README.txt"
FILE_PATH = rf"files/[a-z0-9]+(?:-[a-z0-9]+)*\.(?:{'|'.join(EVERY_ENDING)})"  # the same to Python and JavaScript

SIZE_LIMIT = 256_000  # bytes of the document
DEPTH_LIMIT = 16
NUMBER_LIMIT = 20  # characters
