"""One file per verb: what it takes and how its answer is shown. The work is done in `talktag.ops`.

Here stand only the names and what `talktag --help` says of them, so that no run imports a verb it does not need.
"""

# In the order of a person's first day. A verb's module has its name; a test compares these lines with the docstrings.
VERBS = {
    "init": "Start a store in DIR, and make keys if you have none.",
    "add": "Add a product.",
    "list": "List the products, or those that every word of QUERY holds for.",
    "show": "Show one product.",
    "find": "Find products by any text in their records.",
    "stats": "Count the products and what they cost, by place, label, maker and year.",
    "set": "Set values of a product's record.",
    "edit": "Change a product's record in your editor.",
    "save": "Take up what was changed by hand in the store.",
    "attach": "Keep copies of files with a product.",
    "lend": "Lend a product to a party.",
    "return": "Take back a product that was lent.",
    "retire": "Mark a product as sold, lost, given away or recycled.",
    "note": "Seal a private note to your key.",
    "notes": "Open the private notes of a product with your key.",
    "sheet": "Print TalkTag labels for products on a sheet of label paper.",
    "stock": "Look at the label papers talktag knows.",
    "party": "Keep makers, sellers, repairers and other parties.",
    "export": "Hand a chosen part of a product's table to a party, signed.",
    "verify": "Check that a bundle is whole and signed by someone you know.",
    "shares": "Show who was given what.",
    "log": "Show what happened to the store, or to one product.",
    "undo": "Take back the last command, or COMMIT, by a new commit.",
    "doctor": "Look for what is wrong, and mend it.",
    "key": "Show, back up and accept keys.",
    "help": "Tell about a topic such as query, or about a verb.",
    "demo": "Walk through the main commands on sample data.",
}
