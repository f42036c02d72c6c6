"""What cameras wrote into the pictures of the folder $1, each opened by Pillow and read to its numbers."""

import sys
from pathlib import Path

from PIL import Image

for path in sorted(Path(sys.argv[1]).iterdir()):
    with Image.open(path) as picture:
        told = picture.getexif()
        assert told.get_ifd(0x8769)[0xA431]
