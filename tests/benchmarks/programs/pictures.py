"""Fills the folders $1 and $2 with 46 MB each: a dozen photographs that tell where they were taken, and other files."""

import random
import sys
from pathlib import Path

from PIL import Image

COUNT, MEGABYTES = 12, 46
chance = random.Random(1)
photos, others = Path(sys.argv[1]), Path(sys.argv[2])
photos.mkdir()
others.mkdir()
told = Image.Exif()
told[0x010F] = "Canon"
told.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 36.0)})
for number in range(COUNT):
    rough = Image.frombytes("RGB", (1200, 900), chance.randbytes(3 * 1200 * 900))
    picture = rough.resize((4000, 3000), Image.Resampling.BICUBIC)
    picture.save(photos / f"photo-{number}.jpg", quality=70, exif=told)
    (others / f"part-{number}.bin").write_bytes(chance.randbytes(MEGABYTES * 1_000_000 // COUNT))
