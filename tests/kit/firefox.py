"""A Firefox that tests drive as a person does, as kit/browser.py drives Chromium. It changes no page, skips no policy.

The protocol is Marionette, which is part of Firefox: over TCP, JSON behind its length, "12:[0,1,…]". The port is chosen
by Firefox. What only the browser knows (its console, what it asked the network for) is read in its own context.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.kit.browser import FAR
from tests.kit.open_page import PLACE, OpenPage, View, address_of

_FLAGS = ("--headless", "--marionette", "--remote-allow-system-access", "--no-remote")
_EMPTY = "about:blank"
_TRIES = 12_000  # looks for the port, a twentieth of a second apart
_KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Space": " ", "ArrowDown": "\ue015"}
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # WebDriver, section 12: what an answer calls an element

# Firefox shall ask the network for nothing of its own, and take a position from here as soon as a page asks for one.
_FOUND = {"lat": PLACE["latitude"], "lng": PLACE["longitude"]}
_PLACE = json.dumps({"location": _FOUND, "accuracy": PLACE["accuracy"]})
_PREFS: dict[str, str | int | bool] = {
    "marionette.port": 0,
    "network.dns.localDomains": FAR,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,  # where nobody is
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": f"127.0.0.1,{FAR}",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "network.prefetch-next": False,
    "network.trr.mode": 5,
    "app.update.disabledForTesting": True,
    "app.normandy.enabled": False,
    "app.shield.optoutstudies.enabled": False,
    "browser.aboutConfig.showWarning": False,
    "browser.contentblocking.report.lockwise.enabled": False,
    "browser.ml.enable": False,
    "browser.newtabpage.enabled": False,
    "browser.newtabpage.activity-stream.feeds.system.topstories": False,
    "browser.newtabpage.activity-stream.feeds.topsites": False,
    "browser.region.network.url": "",
    "browser.region.update.enabled": False,
    "browser.safebrowsing.blockedURIs.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "browser.topsites.contile.enabled": False,
    "browser.translations.enable": False,
    "browser.urlbar.suggest.searches": False,
    "browser.zoom.siteSpecific": False,
    "browser.urlbar.quicksuggest.enabled": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.usage.uploadEnabled": False,
    "dom.ipc.processCount": 1,
    "dom.ipc.processPrelaunch.enabled": False,
    "dom.push.connection.enabled": False,
    "dom.security.https_first": False,
    "fission.autostart": False,
    "extensions.blocklist.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "geo.prompt.testing": True,
    "geo.prompt.testing.allow": True,
    "geo.provider.network.url": f"data:application/json,{_PLACE}",
    "geo.provider.use_geoclue": False,
    "geo.provider.use_gpsd": False,
    "media.gmp-manager.updateEnabled": False,
    "privacy.userContext.enabled": True,
    "security.OCSP.enabled": 0,
    "security.remote_settings.crlite_filters.enabled": False,
    "security.remote_settings.intermediates.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "signon.autofillForms": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "toolkit.telemetry.server": "data:,",
}
# Notes every request over the network, with the window that it is for, and every time a position was asked for.
_WATCH = """
globalThis.talktag = { requests: [], places: 0, };
talktag.see = (subject, topic, data) => {
  if (topic === "geolocation-device-events") { talktag.places += data === "starting"; return; }
  const asked = subject.QueryInterface(Ci.nsIHttpChannel);
  talktag.requests.push([asked.loadInfo.browsingContextID, asked.URI.spec]);
};
for (const topic of ["http-on-modify-request", "geolocation-device-events"])
  Services.obs.addObserver(talktag.see, topic);
"""
# A window of its own for a person of their own: containers share neither cookies nor what is stored.
_NEW = """
const certificates = Cc["@mozilla.org/security/certoverride;1"].getService(Ci.nsICertOverrideService);
certificates.setDisableAllSecurityChecksAndLetAttackersInterceptMyDataForUserContext(arguments[0], true);
gBrowser.selectedTab = gBrowser.addTrustedTab("about:blank", { userContextId: arguments[0] });
return gBrowser.selectedBrowser.browsingContext.id;
"""
_SET = """
const [width, height, zoom, languages, dark, script] = arguments, shown = gBrowser.selectedBrowser;
Object.assign(shown.style, { width: `${width}px`, height: `${height}px`, flex: "none" });
shown.fullZoom = zoom;
shown.browsingContext.prefersColorSchemeOverride = dark ? "dark" : "light";
shown.browsingContext.allowJavascript = script;
Services.prefs.setCharPref("intl.accept_languages", languages);
"""
_IS_THERE = """
const { currentURI, webProgress } = gBrowser.selectedBrowser;
return currentURI.spec !== "about:blank" && !webProgress.isLoadingDocument;
"""
_SAID = """
return Services.console.getMessageArray().slice(arguments[0]).filter((each) => each instanceof Ci.nsIScriptError)
  .filter((each) => /^(file|https?):/.test(each.sourceName)).map((each) => each.errorMessage);
"""


class Firefox:
    """A running Firefox with a profile of its own in `folder`."""

    def __init__(self, program: str, folder: Path) -> None:
        self._profile = folder / "profile"
        self._command = [program, *_FLAGS, "--profile", str(self._profile), _EMPTY]
        self._log = folder / "log"
        self._numbers = itertools.count()
        self._people = itertools.count(1)
        self._shown = ""

    def __enter__(self) -> Self:
        self._profile.mkdir()
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in _PREFS.items()]
        (self._profile / "user.js").write_text("".join(lines))
        environment = {
            **os.environ,
            "HOME": str(self._profile.parent),
            "MOZ_CRASHREPORTER_DISABLE": "1",
            "MOZ_REMOTE_SETTINGS_DEVTOOLS": "1",
        }
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                self._command, stdout=log, stderr=log, env=environment, start_new_session=True
            )
        try:
            self._socket = socket.create_connection(("127.0.0.1", self._port()))
            self._answers = self._socket.makefile("rb")
            self._read()  # its greeting
            self.ask("WebDriver:NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
            self.run_inside(_WATCH)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._answers.close()
        self._socket.close()
        self._end()

    def open(self, where: Path | str, *, view: View | None = None, beside: FirefoxPage | None = None) -> FirefoxPage:
        """A file or an address in a window that shares nothing with others but with `beside`, as the same person's.

        A certificate that nobody vouches for is taken.
        """
        before = set(self.ask("WebDriver:GetWindowHandles"))
        person = beside.person if beside else next(self._people)
        ident = self.run_inside(_NEW, person)
        while not (new := set(self.ask("WebDriver:GetWindowHandles")) - before):
            time.sleep(0.01)
        page = FirefoxPage(self, new.pop(), ident, person)
        page.set_view(view or View())
        page.go(where)
        return page

    def ask(self, method: str, **values: Any) -> Any:
        """What the browser answers to a command."""
        number = next(self._numbers)
        said = json.dumps([0, number, method, values]).encode()
        self._socket.sendall(b"%d:%b" % (len(said), said))
        _, answers, error, result = self._read()
        assert answers == number
        assert error is None, error
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def run_inside(self, script: str, *values: Any) -> Any:
        """What a script gives that runs in the browser and not in a page."""
        self.ask("Marionette:SetContext", value="chrome")
        try:
            return self.ask("WebDriver:ExecuteScript", script=script, args=values, newSandbox=False, sandbox="system")
        finally:
            self.ask("Marionette:SetContext", value="content")

    def show(self, window: str) -> None:
        """Bring a window to the front, where it is not there already."""
        if self._shown != window:
            self.ask("WebDriver:SwitchToWindow", handle=window, focus=True)
            self._shown = window

    @property
    def own_requests(self) -> list[str]:
        """What it asked the network for that no page did."""
        return [address for window, address in self.run_inside("return talktag.requests") if not window]

    def _port(self) -> int:
        said = self._profile / "MarionetteActivePort"
        for _ in range(_TRIES):
            if said.exists() and (text := said.read_text()):
                return int(text)
            assert self._process.poll() is None, self._log.read_text()[-500:]
            time.sleep(0.05)
        raise AssertionError(self._log.read_text()[-500:])

    def _read(self) -> Any:
        size = b""
        while (each := self._answers.read(1)) != b":":
            assert each, f"the browser ended: {self._log.read_text()[-500:]}"
            size += each
        return json.loads(self._answers.read(int(size)))

    def _end(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


class FirefoxPage(OpenPage):
    """One window of Firefox; its page is asked through a sandbox, as an add-on would, under the page's own policy."""

    def __init__(self, firefox: Firefox, window: str, ident: int, person: int) -> None:
        self._firefox, self._window, self._ident, self.person = firefox, window, ident, person
        self._said = firefox.run_inside("return Services.console.getMessageArray().length")
        self._places = firefox.run_inside("return talktag.places")

    def ask(self, method: str, **values: Any) -> Any:
        """What the browser answers to a command about this window."""
        self._firefox.show(self._window)
        return self._firefox.ask(method, **values)

    def go(self, where: Path | str) -> None:
        address = address_of(where)
        self.ask("WebDriver:Navigate", url=address)
        # It may have waited for the empty page of a new window only, and not for what comes in its place. The browser
        # is asked, and not the page: a page that is just being replaced runs nothing.
        while address != _EMPTY and not self._firefox.run_inside(_IS_THERE):
            time.sleep(0.01)
        self._firefox.run_inside("gBrowser.selectedBrowser.fullZoom = arguments[0]", self._zoom)

    def set_view(self, view: View) -> None:
        """Set the browser as somebody has it, for what is opened from now on."""
        self._firefox.show(self._window)
        self._zoom = view.zoom
        self._firefox.run_inside(
            _SET, view.width, view.height, view.zoom, ",".join(view.languages), view.dark, view.script
        )

    def value(self, expression: str) -> Any:
        script = "return (0, eval)(arguments[0])"
        return self.ask(
            "WebDriver:ExecuteScript", script=script, args=[expression], newSandbox=False, scriptTimeout=None
        )

    def press(self, key: str, times: int = 1) -> None:
        strokes = [{"type": kind, "value": _KEYS[key]} for kind in ("keyDown", "keyUp")] * times
        self.ask("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": strokes}])

    def type(self, text: str) -> None:
        focused = self.ask("WebDriver:GetActiveElement")[_ELEMENT]
        self.ask("WebDriver:ElementSendKeys", id=focused, text=text)

    def click(self, selector: str) -> None:
        found = self.ask("WebDriver:FindElement", using="css selector", value=selector)[_ELEMENT]
        self.ask("WebDriver:ElementClick", id=found)

    @property
    def requests(self) -> list[str]:
        noted = self._firefox.run_inside("return talktag.requests")
        return [address for window, address in noted if window == self._ident]

    @property
    def complaints(self) -> list[str]:
        """Those of every window since this one was opened: the console does not always say whose they are."""
        self.value("new Promise((go) => setTimeout(go, 20))")  # reports are made one turn of the page's loop later
        return [str(each) for each in self._firefox.run_inside(_SAID, self._said)]

    @property
    def has_asked_where(self) -> bool:
        self.value("1")
        return bool(self._firefox.run_inside("return talktag.places") > self._places)
