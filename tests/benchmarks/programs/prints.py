"""Fills the folder $1 with a thousand small photographs, made by the camera with the serial number $2."""

import sys
from pathlib import Path

from PIL import Image

folder = Path(sys.argv[1])
folder.mkdir()
told = Image.Exif()
told[0x010F], told[0x0110] = "Canon", "EOS 5D"
told.get_ifd(0x8769).update({0x9003: "2026:03:01 12:00:00", 0xA431: sys.argv[2]})
for number in range(1_000):
    Image.new("RGB", (40, 30), (number % 256, number // 256, 0)).save(folder / f"{number:04}.jpg", exif=told)
