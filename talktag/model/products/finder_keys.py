"""The keys of what finders may read, rows of the table of keys. None has a section: they leave in no bundle."""

from __future__ import annotations

from talktag.model.products.key import ProductKey

FINDER_KEYS = (
    ProductKey("finder.name", "public", 'What finders are told it is, like "camera"; at most 60 characters.'),
    ProductKey("finder.words", "public", "What the owner says to whoever finds it; at most 400 characters."),
    ProductKey("finder.reward", "public", 'What a finder is promised, like "50 EUR"; at most 120 characters.'),
    ProductKey(
        "finder.urgent", "public", 'What a finder must know at once, like "keep it cool"; at most 160 characters.'
    ),
    ProductKey("finder.hand_in", "public", "Where it can be handed in; at most 200 characters."),
    ProductKey("finder.photo", "picture", "The name of the attached picture that finders see.", is_searched=False),
)
