"""One file per verb, in a room with those like it: what it takes, how its answer is shown. `talktag.ops` does the work.

Here stand only the names and what `talktag --help` says of them, so that no run imports a verb it does not need.
"""

# In the order of a person's first day. A verb's module has its name; a test compares these lines with the docstrings.
VERBS = {
    "init": "Start a store in DIR, and make keys if you have none.",
    "add": "Add a product.",
    "list": "List the products, or those that every word of QUERY holds for.",
    "show": "Show one product.",
    "find": "Find products by any words in their records.",
    "stats": "Count the products and what they cost, by place, label, maker and year.",
    "set": "Set values of a product's record.",
    "move": "Move everything at a place, and at the places within it, to another.",
    "edit": "Change a product's record in your editor.",
    "save": "Take up what was changed by hand in the store.",
    "attach": "Keep copies of files with a product.",
    "file": "List the files of a product, or copy one out.",
    "detach": "Take a file off a product.",
    "lend": "Lend a product to a party.",
    "return": "Take back a product that was lent.",
    "retire": "Mark a product as sold, lost, given away or recycled.",
    "remove": "Remove a product, with its files, notes and entries.",
    "note": "Seal a private note to your key.",
    "notes": "Open the private notes of a product with your key.",
    "tag": "Show the tags of a product, and draw the code for a phone.",
    "tag claim": "Put a tag that was printed ahead on a product.",
    "scan": "Go from a code, a photo of one or a scanner's line to the record.",
    "check": "Take stock: what is where it should be, what is missing, what is there besides.",
    "sheet": "Print TalkTag labels for products on a sheet of label paper.",
    "sheet calibrate": "Measure how a printer misses, so that labels land where they should.",
    "stock": "Look at the label papers talktag knows.",
    "party": "Keep makers, sellers, repairers and other parties.",
    "import": "Take in products from a file of another program.",
    "export": "Hand a chosen part of a product's table to a party, signed.",
    "verify": "Check that a bundle is whole and signed by someone you know.",
    "checker": "Write a page that checks bundles in a browser, for those who have no talktag.",
    "reply": "Answer a bundle that you were given, signed with your key.",
    "receive": "Take in an answer to a bundle, or a product that is handed over to you.",
    "transfer": "Hand a product over to its next owner, with its history.",
    "shares": "Show who was given what.",
    "revoke": "Take back the permission to keep a bundle, and write the letter that asks for its deletion.",
    "log": "Show what happened to the store, or to one product.",
    "undo": "Take back the last command, or COMMIT, by a new commit.",
    "doctor": "Look for what is wrong, and mend it.",
    "key": "Show, back up, restore, change and accept keys.",
    "help": "Tell about a topic such as query, or about a verb.",
    "demo": "Walk through the main commands on sample data.",
}

# Which room of this package a verb's module is in.
_ROOMS = {
    "products": ("add", "list", "show", "find", "stats", "set", "move", "edit", "lend", "return", "retire", "remove"),
    "files": ("attach", "file", "detach"),
    "notes": ("note", "notes"),
    "labels": ("tag", "scan", "check", "sheet", "stock"),
    "keys": ("key",),
    "parties": ("party",),
    "sharing": ("export", "verify", "checker", "reply", "receive", "transfer", "shares", "revoke"),
    "importing": ("import",),
    "upkeep": ("init", "save", "log", "undo", "doctor", "help", "demo"),
}


def module_of(verb: str) -> str:
    """The name of the module of a verb, or of the family that a verb of two words belongs to."""
    first = verb.partition(" ")[0]
    room = next(room for room, verbs in _ROOMS.items() if first in verbs)
    return f"{__name__}.{room}.{first}"
