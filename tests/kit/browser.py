"""A browser that tests drive as a person does: by keys, in the page as it is. It changes no page and skips no policy.

The protocol is Chromium's DevTools protocol over a pipe: JSON messages that end with a zero byte, read from descriptor
3 and written to descriptor 4 of the browser.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.kit.open_page import PLACE, OpenPage, View, address_of

# A name that leads to this computer and that no browser takes for it: what is on it is as far as any page of the web.
FAR = "page.example"
# The list under a field of addresses would be a page of its own in each window: two thirds of what a window costs.
_OFF = ("HttpsUpgrades", "HttpsFirstBalancedMode", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-quic", "--lang=en-US", "--remote-debugging-pipe"),
    *(f"--host-resolver-rules=MAP {FAR} 127.0.0.1", f"--disable-features={','.join(_OFF)}"),
)
_PLACE_CALLS = ("Geolocation.getCurrentPosition", "Geolocation.watchPosition")
_KEYS = {
    "Tab": {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9},
    "Enter": {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"},
    "Space": {"key": " ", "code": "Space", "windowsVirtualKeyCode": 32, "text": " "},
    "ArrowDown": {"key": "ArrowDown", "code": "ArrowDown", "windowsVirtualKeyCode": 40},
}
Message = dict[str, Any]


class Browser:
    """A running Chromium with a profile of its own in `folder`; what it saves goes to `folder`/saved."""

    def __init__(self, program: str, folder: Path) -> None:
        self._command = [program, *_FLAGS, f"--user-data-dir={folder / 'profile'}", "about:blank"]
        self._folder = folder
        self._buffer = b""
        self._number = 0
        self.events: list[Message] = []

    def __enter__(self) -> Self:
        theirs, self._out = os.pipe()
        self._in, answers = os.pipe()
        # Above 4, so that putting one in its place does not close the other.
        high = [fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, 10) for each in (theirs, answers)]
        actions = [(os.POSIX_SPAWN_DUP2, end, place) for end, place in zip(high, (3, 4), strict=True)]
        log = os.open(self._folder / "log", os.O_WRONLY | os.O_CREAT, 0o600)
        actions += [(os.POSIX_SPAWN_DUP2, log, place) for place in (1, 2)]
        path, environment = self._command[0], {**os.environ, "HOME": str(self._folder)}
        self._process = os.posix_spawn(path, self._command, environment, file_actions=actions, setpgroup=0)
        for each in (theirs, answers, *high, log):
            os.close(each)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.killpg(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._out)
        os.close(self._in)

    def open(
        self, where: Path | str, saved: Path | None = None, *, view: View | None = None, beside: Page | None = None
    ) -> Page:
        """A file or an address in a window that shares nothing with others but with `beside`, as the same person's.

        What is saved on it goes to the folder `saved`. A certificate that nobody vouches for is taken.
        """
        context = beside.context if beside else self.ask("Target.createBrowserContext")["browserContextId"]
        if saved:
            said = {"behavior": "allow", "downloadPath": str(saved), "eventsEnabled": True}
            self.ask("Browser.setDownloadBehavior", said | {"browserContextId": context})
        target = self.ask("Target.createTarget", {"url": "about:blank", "browserContextId": context})["targetId"]
        session = self.ask("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        page = Page(self, session, target, context)
        self.ask("Browser.grantPermissions", {"permissions": ["geolocation"], "browserContextId": context})
        page.ask("Emulation.setGeolocationOverride", PLACE)
        for each in _PLACE_CALLS:
            page.ask("DOMDebugger.setInstrumentationBreakpoint", {"eventName": each})
        page.ask("Security.setIgnoreCertificateErrors", {"ignore": True})
        if view:
            page.set_view(view)
        page.go(where)
        return page

    def ask(self, method: str, values: Mapping[str, Any] | None = None, session: str | None = None) -> Message:
        """What the browser answers to a command."""
        number = self._send(method, values, session)
        answer = self._until(lambda each: each.get("id") == number)
        assert "error" not in answer, answer
        result: Message = answer["result"]
        return result

    def wait(self, method: str, session: str | None, holds: Callable[[Message], bool] = lambda _: True) -> Message:
        """The next event of that name for which `holds`, or one that came already."""

        def is_it(each: Message) -> bool:
            return each.get("method") == method and each.get("sessionId") == session and holds(each["params"])

        found = next((each for each in self.events if is_it(each)), None) or self._until(is_it)
        self.events.remove(found)
        values: Message = found["params"]
        return values

    def _send(self, method: str, values: Mapping[str, Any] | None = None, session: str | None = None) -> int:
        self._number += 1
        said = {"id": self._number, "method": method, "params": dict(values or {})}
        os.write(self._out, json.dumps(said | ({"sessionId": session} if session else {})).encode() + b"\0")
        return self._number

    def _until(self, is_it: Callable[[Message], bool]) -> Message:
        while True:
            while b"\0" not in self._buffer:
                data = os.read(self._in, 1 << 20)
                assert data, f"the browser ended: {(self._folder / 'log').read_text()[-500:]}"
                self._buffer += data
            raw, _, self._buffer = self._buffer.partition(b"\0")
            message: Message = json.loads(raw)
            if "method" in message:
                self.events.append(message)
            if message.get("method") == "Debugger.paused":
                self._send("Debugger.resume", session=message["sessionId"])  # it was to be seen, not stopped
            if is_it(message):
                return message


class Page(OpenPage):
    """One window, its requests and its dialogs all remembered."""

    def __init__(self, browser: Browser, session: str, target: str, context: str) -> None:
        self._browser, self._session, self._frame = browser, session, target  # a page is called as its main frame
        self.context = context
        for domain in ("Page", "Runtime", "Network", "Log", "Debugger"):
            self.ask(f"{domain}.enable")

    def go(self, where: Path | str) -> None:
        done = self.ask("Page.navigate", {"url": address_of(where)})
        assert "errorText" not in done, done
        if "loaderId" in done:  # else only the fragment is another, and nothing is loaded
            self._browser.wait("Page.loadEventFired", self._session)

    def set_view(self, view: View) -> None:
        """Set the browser as somebody has it, for what is opened from now on."""
        size = {"width": round(view.width / view.zoom), "height": round(view.height / view.zoom)}
        self.ask("Emulation.setDeviceMetricsOverride", {**size, "deviceScaleFactor": view.zoom, "mobile": False})
        agent = self._browser.ask("Browser.getVersion")["userAgent"]
        spoken = {"userAgent": agent, "acceptLanguage": ",".join(view.languages)}
        self.ask("Emulation.setUserAgentOverride", spoken)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if view.dark else "light"}
        self.ask("Emulation.setEmulatedMedia", {"features": [scheme]})
        self.ask("Emulation.setScriptExecutionDisabled", {"value": not view.script})

    def ask(self, method: str, values: Mapping[str, Any] | None = None) -> Message:
        """What the browser answers to a command about this page."""
        return self._browser.ask(method, values, self._session)

    def value(self, expression: str) -> Any:
        """What JavaScript gives in this page, where it is JSON; a promise is waited for."""
        said = {"expression": expression, "returnByValue": True, "awaitPromise": True}
        done = self.ask("Runtime.evaluate", said)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def press(self, key: str, times: int = 1) -> None:
        """Press a key, as a person at the keyboard does."""
        for _ in range(times):
            self.ask("Input.dispatchKeyEvent", {"type": "keyDown", **_KEYS[key]})
            self.ask("Input.dispatchKeyEvent", {"type": "keyUp", **_KEYS[key]})

    def type(self, text: str) -> None:
        """Type text into what has the focus."""
        self.ask("Input.insertText", {"text": text})

    def click(self, selector: str) -> None:
        each = f"document.querySelector({json.dumps(selector)})"
        middle = "((b) => [b.x + b.width / 2, b.y + b.height / 2])"
        self.value(f"{each}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        x, y = self.value(f"{middle}({each}.getBoundingClientRect())")
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1})

    def saved(self) -> str:
        """The name of the next file that is saved, once it is whole."""
        begun = self._browser.wait("Browser.downloadWillBegin", None, lambda each: each["frameId"] == self._frame)
        self._browser.wait(
            "Browser.downloadProgress",
            None,
            lambda each: each["guid"] == begun["guid"] and each["state"] == "completed",
        )
        return str(begun["suggestedFilename"])

    @property
    def has_saved(self) -> bool:
        """Whether a file was begun to be saved that saved() was not asked for."""
        self.value("1")
        begun = (each for each in self._browser.events if each["method"] == "Browser.downloadWillBegin")
        return any(each["params"]["frameId"] == self._frame for each in begun)

    def happened(self, method: str) -> list[Message]:
        """What events of that name there were on this page, such as Network.requestWillBeSent."""
        self.value("1")  # whatever came before the answer is in by now
        return [
            each["params"]
            for each in self._browser.events
            if each["method"] == method and each.get("sessionId") == self._session
        ]

    @property
    def requests(self) -> list[str]:
        return [each["request"]["url"] for each in self.happened("Network.requestWillBeSent")]

    @property
    def complaints(self) -> list[str]:
        logged = [str(each["entry"]["text"]) for each in self.happened("Log.entryAdded")]
        thrown = [str(each["exceptionDetails"]) for each in self.happened("Runtime.exceptionThrown")]
        return logged + thrown + [str(each["args"]) for each in self.happened("Runtime.consoleAPICalled")]

    @property
    def has_asked_where(self) -> bool:
        return any(each["reason"] == "EventListener" for each in self.happened("Debugger.paused"))
