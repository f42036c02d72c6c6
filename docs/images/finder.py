"""Makes the pictures of the page behind the sticker, in a real browser: run `python docs/images/finder.py`.

Needs Chromium. Keys of a message are made anew each time, so nothing compares the pictures; look at them before you
commit.
"""

# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

import base64
import io
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image

IMAGES = Path(__file__).resolve().parent
sys.path.insert(0, str(IMAGES.parents[1]))

from talktag.media.photo import small_photo  # noqa: E402
from talktag.paper.pages.demo_papers import photo  # noqa: E402
from tests.kit.browser import Browser  # noqa: E402 - it stands beside the program, not among its packages
from tests.kit.finder import Finder, Found, answer_to, fragment, opened, owner  # noqa: E402

SAID = {
    "name": "Canon EOS 5D Mark IV, with a strap",
    "words": "It was my father’s camera. I do not mind the lens, I would love to have the pictures back.",
    "reward": "50 EUR",
    "hand_in": "Café Luna, Calle Mayor 12, Madrid",
}
WROTE = "I found your camera on the bench by the lake. It is dry and safe with me."
ANSWER = "You cannot imagine how happy this makes me! May I come by tomorrow at six, at the café by the lake?"
SIZES = {320: (320, 1240), 1280: (1280, 1000)}


def main() -> None:
    """Open the page as a finder does, in four states and two sizes."""
    program = shutil.which("chromium")
    if not program:
        raise SystemExit("it takes chromium")
    with tempfile.TemporaryDirectory() as folder, Browser(program, Path(folder)) as browser:
        path = Found(owner(language="en"), SAID, small_photo(photo(), "camera.jpg", 12_000, 400)).write(Path(folder))
        for width in SIZES:
            draw(Finder.scans(browser, path, fragment()), f"finder-lost-{width}", width)
            draw(Finder.scans(browser, path, fragment()), f"finder-dark-{width}", width, "dark")
            draw(Finder.scans(browser, path, fragment(), languages="ar"), f"finder-arabic-{width}", width)
            draw(answered(Finder.scans(browser, path, fragment())), f"finder-answered-{width}", width)


def answered(finder: Finder) -> Finder:
    """The same finder, once the owner has answered."""
    message = opened(finder.seals(WROTE, "Sam", "sam@example.net"))
    finder.press("#copy")
    finder.until("document.querySelector('.mine')")
    finder.press("#paste > summary")
    finder.page.fill("answer", answer_to(message, ANSWER, name="Ana").decode())
    finder.press("#paste-form button")
    finder.until("document.querySelector('.theirs')")
    finder.page.value("document.activeElement.blur(); scrollTo(0, 0); 0")
    return finder


def draw(finder: Finder, name: str, width: int, scheme: str = "light") -> None:
    """The upper part of the page, in as few colours as look the same."""
    size = dict(zip(("width", "height"), SIZES[width], strict=True))
    more = {"deviceScaleFactor": 1, "mobile": width < 600}
    finder.page.ask("Emulation.setDeviceMetricsOverride", size | more)
    values = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    finder.page.ask("Emulation.setEmulatedMedia", values)
    data = finder.page.ask("Page.captureScreenshot", {"format": "png"})["data"]
    picture = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
