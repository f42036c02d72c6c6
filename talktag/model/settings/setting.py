"""The one table of settings: what each is called, which file it stands in, what it is and means. It reads no file.

A store's settings hold facts: they travel with it, so none names a program, a folder of a computer, or a secret.
Programs and places of this computer are the person's own.
"""

from __future__ import annotations

from typing import NamedTuple

STORE, USER = "store", "user"


class Setting(NamedTuple):
    """A setting as it is typed, the `path` of its key in the file of its `home`, and the kind of value that it takes.

    What one of `variables` says counts before it. `default` says in words what holds where nothing is set.
    """

    name: str
    home: str
    path: tuple[str, ...]
    kind: str
    meaning: str
    example: str
    default: str = ""
    variables: tuple[str, ...] = ()
    must_have: bool = False


_ALL = (
    Setting(
        name="owner.name",
        home=STORE,
        path=("owner", "name"),
        kind="text",
        meaning="your name, as it stands in bundles",
        example="Ana Pérez",
        must_have=True,
    ),
    Setting(
        name="owner.contact",
        home=STORE,
        path=("owner", "contact"),
        kind="mail",
        meaning="the mail address finders write to",
        example="ana+tags@example.org",
        must_have=True,
    ),
    Setting(
        name="owner.phone",
        home=STORE,
        path=("owner", "phone"),
        kind="phone",
        meaning="a telephone number for codes that call",
        example="+34 600 111 222",
    ),
    Setting(
        name="currency",
        home=STORE,
        path=("defaults", "currency"),
        kind="currency",
        meaning="of prices that are typed without one",
        example="EUR",
    ),
    Setting(
        name="stock",
        home=STORE,
        path=("defaults", "stock"),
        kind="paper",
        meaning="the label paper that sheets are printed on",
        example="avery-l7120",
    ),
    Setting(
        name="finder",
        home=STORE,
        path=("defaults", "finder"),
        kind="finder",
        meaning="a page that codes lead finders to",
        example="https://ana.example.org/t/",
    ),
    Setting(
        name="finder.name",
        home=STORE,
        path=("finder", "name"),
        kind="public name",
        meaning="what finders may call you, on that page",
        example="Ana",
    ),
    Setting(
        name="finder.phone",
        home=STORE,
        path=("finder", "phone"),
        kind="yes",
        meaning="whether that page shows owner.phone: yes or no",
        example="yes",
        default="no",
    ),
    Setting(
        name="finder.words",
        home=STORE,
        path=("finder", "words"),
        kind="public words",
        meaning="what that page says of everything you have",
        example="Thank you for picking this up.",
    ),
    Setting(
        name="finder.reward",
        home=STORE,
        path=("finder", "reward"),
        kind="public reward",
        meaning="what finders are promised, whatever it is",
        example="a box of chocolates",
    ),
    Setting(
        name="finder.hand_in",
        home=STORE,
        path=("finder", "hand_in"),
        kind="public hand_in",
        meaning="where anything can be handed in",
        example="Foto Ruiz, Calle Mayor 1",
    ),
    Setting(
        name="finder.language",
        home=STORE,
        path=("finder", "language"),
        kind="language",
        meaning="what your own words on that page are in",
        example="es",
        default="en",
    ),
    Setting(
        name="payload",
        home=STORE,
        path=("defaults", "payload"),
        kind="payload",
        meaning="what codes do: finder, mail or tel",
        example="mail",
        default="finder page, else mail",
    ),
    Setting(
        name="terms",
        home=STORE,
        path=("defaults", "terms"),
        kind="terms",
        meaning="the terms that bundles leave under",
        example="https://myterms.example/agreement",
    ),
    Setting(
        name="proof",
        home=STORE,
        path=("defaults", "proof"),
        kind="money",
        meaning="what costs more should have a receipt and a photo",
        example="500 EUR",
        default="250 of any currency with cents",
    ),
    Setting(
        name="alarm",
        home=STORE,
        path=("defaults", "alarm"),
        kind="length",
        meaning="how long before a day the calendar rings",
        example="14 days",
        default="14 days",
    ),
    Setting(
        name="store",
        home=USER,
        path=("store",),
        kind="folder",
        meaning="the store where nothing else names one",
        example="~/things",
        variables=("TALKTAG_STORE",),
    ),
    Setting(
        name="editor",
        home=USER,
        path=("editor",),
        kind="program",
        meaning="the editor for records and notes",
        example="nano",
        default="vi",
        variables=("VISUAL", "EDITOR"),
    ),
    Setting(
        name="pager",
        home=USER,
        path=("pager",),
        kind="program",
        meaning="the program that long answers are read in",
        example="less -FRX",
        default="less -FRX",
        variables=("TALKTAG_PAGER", "PAGER"),
    ),
    Setting(
        name="picker",
        home=USER,
        path=("picker",),
        kind="picker",
        meaning="what one of several is picked with at a terminal: fzf or menu",
        example="menu",
        default="fzf where it is installed, else menu",
        variables=("TALKTAG_PICKER",),
    ),
    Setting(
        name="opener",
        home=USER,
        path=("opener",),
        kind="program",
        meaning="the program that talktag open shows files with",
        example="evince",
        default="the desktop's own",
    ),
    Setting(
        name="passphrase_command",
        home=USER,
        path=("passphrase_command",),
        kind="program",
        meaning="what prints the passphrase of your keys",
        example="pass show talktag",
    ),
    Setting(
        name="hook",
        home=USER,
        path=("hook",),
        kind="program",
        meaning="what is run after each commit, with its --json on standard input",
        example="~/bin/after-talktag",
    ),
    Setting(
        name="hook_seconds",
        home=USER,
        path=("hook_seconds",),
        kind="seconds",
        meaning="how long a hook may take, 1 to 600",
        example="30",
        default="30",
    ),
)
SETTINGS = {each.name: each for each in _ALL}
KEYS = {
    **{each.name: each.meaning for each in _ALL},
    "carrier.": "what carries files, such as carrier.stick.kind=folder",
}
NEVER_IN_A_STORE = frozenset({*(each.name for each in _ALL if each.home == USER), "printers", "command", "carrier"})
