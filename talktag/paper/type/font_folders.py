"""Where systems keep their fonts. It reads nothing; `Options.font_folders` takes what it names."""

from __future__ import annotations

from pathlib import Path


def font_folders(platform: str, home: Path) -> tuple[Path, ...]:
    """The folders of a system by its name in `sys.platform`, the person's own last; those there are not do no harm."""
    if platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"
    if platform == "win32":
        return Path("C:/Windows/Fonts"), home / "AppData" / "Local" / "Microsoft" / "Windows" / "Fonts"
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local" / "share" / "fonts",
        home / ".fonts",
    )
