"""A finder's page with keys of its own, and a finder before it in a real browser. Nothing of it is a stand-in.

The owner has two recipients, as every store has: their own and that of recovery.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from PIL import Image

from talktag.model.finder.page_owner import NAMESPACE, PageOwner, owner_text, statement
from talktag.model.finder.sticker_code import sticker_code
from talktag.model.finder.sticker_state import StickerState
from talktag.model.values.ident import make_tag
from talktag.page.finder import FinderPage, finder_page
from talktag.seal.age import decrypt, encrypt
from talktag.seal.age.identity import Identity, format_identity, recipient_of
from talktag.seal.finder.rows import FinderProduct, Sticker, seal_rows
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.key import SigningKey
from tests.kit.open_page import wait_until

if TYPE_CHECKING:
    from tests.kit.browser import Browser, Page

SEED, SALT = bytes(range(32)), bytes(range(16))
IDENTITIES = tuple(format_identity(Identity("X25519", bytes([each]) * 32)) for each in (7, 9))
SIGNER = SigningKey.from_seed(bytes([3]) * 32)
TAGS = {state: make_tag(1_000_000_007 * (state + 1)) for state in StickerState}
SAID = {"name": "Canon EOS 5D", "words": "My travel camera. Please do not open the battery lid.", "reward": "50 EUR"}
SAID |= {"urgent": "The card holds photos of my late mother", "hand_in": "Café Luna, Calle Mayor 12, Madrid"}


def owner(**said: Any) -> PageOwner:
    """Ana, as her page names her, with what is said in place of it; the signature holds."""
    recipients = tuple(recipient_of(each) for each in IDENTITIES)
    line = SIGNER.public.line()
    signature = sshsig.bare(sshsig.sign(statement(recipients, line), SIGNER, NAMESPACE))
    ana = PageOwner(recipients, line, signature, "ana+tags@example.org", "es", name="Ana Pérez")
    return replace(ana, **said)


def photo(size: tuple[int, int] = (240, 180)) -> bytes:
    """A JPEG that fits its row."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, "JPEG", quality=60)
    return out.getvalue()


@dataclass(frozen=True)
class Found:
    """A page, and stickers of every state on things of which the owner says `said`."""

    owner: PageOwner = field(default_factory=owner)
    said: Mapping[str, str] = field(default_factory=lambda: SAID)
    photo: bytes = field(default_factory=photo)

    def page(self) -> bytes:
        message = json.dumps(self.said, ensure_ascii=False).encode() if self.said else b""
        stickers = [Sticker(tag, state, None if state == StickerState.BLANK else 0) for state, tag in TAGS.items()]
        product = FinderProduct("7k3m9qxac04zt", message, self.photo)
        rows = seal_rows(SEED, SALT, owner_text(self.owner).encode(), stickers, [product])
        return finder_page(FinderPage(self.owner, SALT, rows.tickets, rows.messages, rows.photos))

    def write(self, folder: Path) -> Path:
        """The page as the one file that it is published as."""
        path = folder / "index.html"
        path.write_bytes(self.page())
        return path


def fragment(state: StickerState = StickerState.LOST, code: str | None = None) -> str:
    """What a sticker of that state has behind the # of its address."""
    return TAGS[state] + (sticker_code(SEED, TAGS[state]) if code is None else code)


def opened(armor: str) -> dict[str, Any]:
    """What the owner reads of what a finder sent."""
    values: dict[str, Any] = json.loads(decrypt(armor.encode(), identities=IDENTITIES[:1]))
    return values


def answer_to(message: Mapping[str, Any], text: str, *, armor: bool = True, **more: Any) -> bytes:
    """The owner's answer to a finder's message, sealed as talktag seals it."""
    said = {"format": "talktag-finder/1", "kind": "answer", "id": "0" * 25 + "1", "tag": message["tag"]}
    said |= {"text": text, "in_reply_to": message["id"], **more}
    recipients = [message["recipient"], *(recipient_of(each) for each in IDENTITIES)]
    return encrypt(json.dumps(said).encode(), recipients=recipients, armor=armor)


class Finder:
    """Somebody who scanned a sticker and has its page before them."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self._address = page, address

    @classmethod
    def scans(cls, browser: Browser, path: Path, behind: str, *, before: str = "", languages: str = "en-US") -> Self:
        """Open the page at the address of a sticker; `before` runs before the script of the page does."""
        page = browser.open(Path("/dev/null"))
        page.ask("Emulation.setUserAgentOverride", {"userAgent": "finder", "acceptLanguage": languages})
        # A violation is told to the document it happens in, wherever it was caused.
        watch = "window.violations = []; document.addEventListener('securitypolicyviolation', "
        watch += "(event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));"
        page.ask("Page.addScriptToEvaluateOnNewDocument", {"source": watch + before})
        browser.events.clear()
        page.ask("Page.navigate", {"url": path.as_uri() + (f"#{behind}" if behind else "")})
        browser.wait("Page.loadEventFired", page._session)
        finder = cls(page, path.as_uri())
        finder.until("document.body.className || !document.getElementById('plain').hidden")
        return finder

    def until(self, condition: str) -> None:
        self.page.value(wait_until(condition))

    def text(self, selector: str) -> str:
        """What is seen of an element; nothing where it is not there or hidden."""
        seen = "(each) => (each && each.checkVisibility() ? each.innerText : '')"
        return str(self.page.value(f"({seen})(document.querySelector({json.dumps(selector)}))"))

    def sees(self, selector: str) -> bool:
        return bool(self.page.value(f"!!document.querySelector({json.dumps(selector)})?.checkVisibility()"))

    def focus(self) -> str:
        """The id of what has the focus, or else its kind."""
        return str(self.page.value("document.activeElement.id || document.activeElement.localName"))

    def tab_to(self, ident: str) -> None:
        """Press Tab until that element has the focus; it fails where Tab comes round without it."""
        for _ in range(40):
            if self.focus() == ident:
                return
            self.page.press("Tab")
        raise AssertionError(f"Tab never reaches {ident}")

    def seals(self, text: str, name: str = "", reach: str = "") -> str:
        """Write and seal a message; the armor that is to be sent."""
        for ident, typed in (("message", text), ("name", name), ("reach", reach)):
            self.page.fill(ident, typed)
        self.press("#form > .first")
        self.until("!document.getElementById('sealed').hidden || !document.getElementById('fault').hidden")
        return str(self.page.value("document.getElementById('armor').value"))

    def secret(self) -> bytes:
        """The one-time key that the address of the page keeps."""
        kept = str(self.page.value("location.hash")).split("&k=")[1].split("&")[0]
        return base64.urlsafe_b64decode(kept + "=")

    def press(self, selector: str) -> None:
        """Press a button as a pointer does."""
        self.page.value(f"document.querySelector({json.dumps(selector)}).click(); 0")

    def troubles(self) -> list[Any]:
        """What the browser objected to: violations of the policy, errors, dialogs, and requests beside the page."""
        said = list(self.page.value("window.violations"))
        for event in ("Log.entryAdded", "Runtime.exceptionThrown", "Page.javascriptDialogOpening"):
            said += self.page.happened(event)
        asked = [each["request"]["url"] for each in self.page.happened("Network.requestWillBeSent")]
        allowed = ("data:", "about:", "file:///dev/null", self._address)
        return said + [url for url in asked if not url.startswith(allowed)]
