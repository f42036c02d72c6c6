"""What the name of a file to be written says, and whether it will be that. It writes nothing."""

from __future__ import annotations

from pathlib import Path

from talktag.errors import UsageError

# Endings that a person knows a kind of file by; a file of another kind under one of these could not be opened.
_KNOWN = frozenset(
    {
        *("pdf", "png", "svg", "jpg", "jpeg", "gif", "webp", "heic", "tif", "tiff", "bmp", "ps", "eps"),
        *("html", "htm", "txt", "md", "csv", "xlsx", "docx", "odt", "json", "jsonld", "toml", "vcf"),
        *("zip", "age", "tar", "gz"),
    }
)
_FOR_PAPER = {".pdf": "pdf", ".html": "html", ".htm": "html", ".txt": "txt"}


def path_of(output: Path | None) -> Path | None:
    """Where a file is to be written; None for standard output, which is typed as `-`."""
    return None if output is None or str(output) == "-" else output


def says_text(path: Path) -> bool:
    """Whether the name is that of a text."""
    return path.suffix.lower() == ".txt"


def check_ending(path: Path | None, *right: str) -> str | None:
    """The one of `right` that the name ends in, None for a name that says nothing and for standard output.

    UsageError for a name that promises another kind of file than these.
    """
    ending = path.suffix.lower().removeprefix(".") if path else ""
    if ending in right:
        return ending
    if path is None or ending not in _KNOWN:
        return None
    forms = ", or ".join(f".{each}" for each in right[1:])
    raise UsageError(
        f'"{path}" would not be what its name says',
        hints=[f"say: -o {path.with_suffix(f'.{right[0]}')}{', or ' + forms if forms else ''}"],
    )


def check_bundle_name(path: Path | None, *, encrypt: bool, form: str = "zip") -> None:
    """The name of the file must not promise what the file is not; `form` is its ending where it is not encrypted."""
    is_age = path is None or path.suffix == ".age"
    if encrypt and not is_age:
        raise UsageError(f'"{path}" will be an age file, and no {form} file', hints=[f"say: -o {path}.age"])
    if not encrypt and is_age and path is not None:
        raise UsageError(f'"{path}" would not be encrypted', hints=["add --encrypt, or leave .age out of the name"])
    if not encrypt:
        check_ending(path, form)


def form_for_paper(path: Path | None) -> str:
    """The form that the name of the file says, text on standard output; UsageError for a name that says none."""
    if path is None:
        return "txt"
    name = path.with_suffix("") if path.suffix.lower() == ".age" else path
    if form := _FOR_PAPER.get(name.suffix.lower()):
        return form
    raise UsageError(
        f'"{path}" does not say what the print-out is to be',
        hints=[f"say: -o {name.with_suffix('')}.pdf, or .html, or .txt"],
    )


def letter_form(name: str, output: Path | None, *, mail: bool) -> tuple[Path | None, str]:
    """The file of a letter, and what it is to be: what its name says, or a mail; UsageError where nothing says.

    A mail that has no name is called after `name`.
    """
    if mail or (output and output.suffix.lower() == ".eml"):
        path = Path(f"{name}.eml") if output is None else path_of(output)
        check_ending(path, "eml")
        return path, "eml"
    if output is None:
        raise UsageError("it is not said what to write", hints=["a file: -o letter.pdf", "or a ready mail: --mail"])
    path = path_of(output)
    return path, form_for_paper(path)
