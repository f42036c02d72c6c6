"""TOML with a table `[[product]]` for each product, in the form of a record, to drafts. It stops at no problem."""

from __future__ import annotations

import re
import tomllib

from talktag.errors import InvalidError
from talktag.interop.cut_text import cut_value
from talktag.interop.decode import decode
from talktag.interop.draft import Import, Options, RowProblem
from talktag.interop.grid import ROW_LIMIT
from talktag.interop.own.record_values import apart, read_values

TOML_LIMIT = 8 * 1024 * 1024  # bytes; some 20,000 products
_HEADER = re.compile(r"[ \t]*\[\[[ \t]*(?:product|\"product\"|'product')[ \t]*\]\]")
_DOTTED = re.compile(r"(?:[\w-]+[ \t]*\.[ \t]*){64}")  # tomllib takes quadratic time over long dotted keys
_QUOTED = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'")


def read_toml(data: bytes, options: Options) -> Import:
    """Every product as a draft, `line` being where its table begins, or 1 where that cannot be told.

    Raises InvalidError for text that is not TOML, or holds no `[[product]]`.
    """
    text = decode(data, options.encoding, TOML_LIMIT).replace("\r\n", "\n")
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if line.count(".") >= 64 and _DOTTED.search(_QUOTED.sub("", line)):
            raise InvalidError(f"line {number} has a key of more than 64 parts")
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidError(f"the file is not TOML: {error}") from None
    products = tables.pop("product", None)
    if not isinstance(products, list):
        raise InvalidError("there is no product in the file", hints=["begin each with a line: [[product]]"])
    if len(products) > ROW_LIMIT:
        raise InvalidError(f"the file has more than {ROW_LIMIT} products", hints=["split it and import the parts"])
    headers = [number for number, line in enumerate(lines, 1) if _HEADER.match(line)]
    starts = headers if len(headers) == len(products) else [1] * len(products)  # a text may look like a header
    return Import(
        "toml",
        apart((read_values(each, line, "toml", options) for each, line in zip(products, starts, strict=True)), "toml"),
        tuple(
            RowProblem(1, key, cut_value(value), "is outside of any product; it stays behind", "warning")
            for key, value in tables.items()
            if key != "format"
        ),
    )
