"""The currency that is usual where the person is, by the system's own settings. A guess to show, never taken."""

from __future__ import annotations

from collections.abc import Mapping

from talktag.model.values.currency import is_currency


def usual_currency(environment: Mapping[str, str]) -> str:
    """The code of the currency of LC_ALL, LC_MONETARY or LANG; empty where the system does not know."""
    import locale

    name = next((environment[key] for key in ("LC_ALL", "LC_MONETARY", "LANG") if environment.get(key)), "")
    if not name:
        return ""
    before = locale.setlocale(locale.LC_MONETARY)
    try:
        locale.setlocale(locale.LC_MONETARY, name)
        code = str(locale.localeconv()["int_curr_symbol"]).strip()
    except (locale.Error, UnicodeError):
        return ""
    finally:
        locale.setlocale(locale.LC_MONETARY, before)
    return code if is_currency(code) else ""
