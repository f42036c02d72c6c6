"""The names of all verbs, and what `talktag --help` says of each. It imports none of them.

So no run loads a verb that it does not need.
"""

from __future__ import annotations

from typing import NamedTuple


class VerbLine(NamedTuple):
    """A verb's line in the help, and the room of `talktag.cli.commands` that its module is in, under its name.

    One that `is_family` does nothing without a second word; where its commands fill several `modules`, these are named.
    """

    room: str
    meaning: str
    is_family: bool = False
    modules: tuple[str, ...] = ()


# In the order of a person's first day. A test compares these lines with the docstrings.
VERBS = {
    "init": VerbLine("upkeep", "Start a store in DIR, and make keys if you have none."),
    "add": VerbLine("products", "Add a product."),
    "intake": VerbLine("intake", "Make products of a folder of photographs."),
    "list": VerbLine("products", "List the products, or those that every word of QUERY holds for."),
    "show": VerbLine("products", "Show one product."),
    "find": VerbLine("products", "Find products by any words in their records."),
    "stats": VerbLine("products", "Count the products and what they cost, by place, label, maker and year."),
    "set": VerbLine("products", "Set values of a product's record."),
    "move": VerbLine("products", "Move everything at a place, and at the places within it, to another."),
    "edit": VerbLine("products", "Change a product's record in your editor."),
    "save": VerbLine("upkeep", "Take up what was changed by hand in the store."),
    "attach": VerbLine("files", "Keep copies of files with a product."),
    "file": VerbLine("files", "List the files of a product, or copy one out."),
    "photos": VerbLine("files", "Tell which of your things made which photos, by the serial numbers in them."),
    "open": VerbLine("files", "Open a receipt, a manual or a photo in the program of your desktop."),
    "detach": VerbLine("files", "Take a file off a product."),
    "lend": VerbLine("products", "Lend a product to a party."),
    "return": VerbLine("products", "Take back a product that was lent."),
    "lost": VerbLine("products", "Mark a product as lost, until it turns up."),
    "found": VerbLine("products", "Mark a lost product as found: it is what it was before."),
    "retire": VerbLine("products", "Mark a product as sold, lost, given away or recycled."),
    "remove": VerbLine("products", "Remove a product, with its files, notes and entries."),
    "entry": VerbLine("log", "Write on a product's log what happened, or list it."),
    "review": VerbLine("log", "Write what you think of a thing, for yourself first; as a signed file when you ask."),
    "standing": VerbLine(
        "log", "Show what a product's log adds up to: who has it, what is open, due, permitted, and what it cost."
    ),
    "worth": VerbLine(
        "worth", "Show what things cost and fetched, who earned it, who kept their word, what they depend on."
    ),
    "note": VerbLine("notes", "Seal a private note to your key."),
    "notes": VerbLine("notes", "Open the private notes of a product with your key."),
    "tag": VerbLine("labels", "Show the tags of a product, and draw the code for a phone."),
    "tag claim": VerbLine("labels", "Put a tag that was printed ahead on a product."),
    "claim": VerbLine(
        "makers", "Put the code that a maker printed on a thing of yours, and fill it in from the maker's description."
    ),
    "claim tell": VerbLine(
        "makers", "Let the maker know that a thing with their tag is yours, and open the channel to them."
    ),
    "scan": VerbLine("labels", "Go from a code, a photo of one or a scanner's line to the record."),
    "check": VerbLine("labels", "Take stock: what is where it should be, what is missing, what is there besides."),
    "sheet": VerbLine("labels", "Print TalkTag labels for products on a sheet of label paper."),
    "sheet calibrate": VerbLine("labels", "Measure how a printer misses, so that labels land where they should."),
    "stock": VerbLine("labels", "Look at the label papers talktag knows.", is_family=True),
    "finder": VerbLine("finder", "Build the page that stickers lead to, and look at what it tells.", is_family=True),
    "site": VerbLine("site", "Make a site of your things: pages, lists, a search, data and feeds in a folder."),
    "due": VerbLine("due", "Show what ends, should be back or is to be done, and when."),
    "rule": VerbLine("rules", "Look at rules: what wakes them, what they would make.", is_family=True),
    "party": VerbLine("parties", "Keep makers, sellers, repairers and other parties.", is_family=True),
    "import": VerbLine(
        "importing", "Take in products from a file of another program, or what a maker wrote about one."
    ),
    "hand": VerbLine(
        "sharing", "Hand a product to a party: bundle, form for the answer and ready mail, in one folder."
    ),
    "export": VerbLine("sharing", "Hand a chosen part of a product's table to a party, signed."),
    "verify": VerbLine("sharing", "Check that a bundle is whole and signed by someone you know."),
    "checker": VerbLine("sharing", "Write a page that checks bundles in a browser, for those who have no talktag."),
    "reply": VerbLine("sharing", "Answer a bundle that you were given, signed with your key."),
    "receive": VerbLine("talk", "Take in what came: messages, answers, a table, or a product handed over to you."),
    "inbox": VerbLine("talk", "Show what came and waits for a yes."),
    "inbox list": VerbLine("talk", "List what waits: from whom, how sure that is, why it waits."),
    "inbox show": VerbLine("talk", "Show one thing that waits with every word, and what holds it."),
    "inbox take": VerbLine("talk", "Take in what waits, as if it had been handed over."),
    "inbox drop": VerbLine("talk", "Drop what waits for good."),
    "inbox fetch": VerbLine("talk", "Fetch what your carriers brought: taken in where you allowed it, else it waits."),
    "tables": VerbLine("talk", "See what others showed you of their things, and forget it for good.", is_family=True),
    "letter": VerbLine("letters", "Write a letter to a party that needs no software, filled in from the record."),
    "letter answered": VerbLine(
        "letters", "Write down that a letter was answered, so that nothing waits for it any more."
    ),
    "transfer": VerbLine("sharing", "Hand a product over to its next owner, with its history."),
    "terms": VerbLine(
        "terms", "Keep texts that two agree on, offer them, and answer what was offered.", is_family=True
    ),
    "wish": VerbLine(
        "wishes",
        "Say what you want, and lay side by side what is offered.",
        is_family=True,
        modules=("wish", "menu", "page"),
    ),
    "talk": VerbLine("talk", "Say something to a party about a product, or read the conversation."),
    "send": VerbLine("talk", "Carry what was said and is still here."),
    "shares": VerbLine("sharing", "Show who was given what."),
    "revoke": VerbLine(
        "sharing", "Take back the permission to keep a bundle, and write the letter that asks for its deletion."
    ),
    "log": VerbLine("upkeep", "Show what happened to the store, or to one product."),
    "undo": VerbLine("upkeep", "Take back the last command, or COMMIT, by a new commit."),
    "config": VerbLine("settings", "Show what is set and where that comes from, or set it."),
    "sync": VerbLine("sync", "Fetch what another copy of the store has, join both, and send what is here."),
    "git": VerbLine("upkeep", "Run git in the store, with your own settings and hooks."),
    "doctor": VerbLine("upkeep", "Look for what is wrong, and mend it."),
    "key": VerbLine("keys", "Show, back up, restore, change and accept keys.", is_family=True),
    "desk": VerbLine("desk", "Answer customers by rules: work off what comes into the folder of a company's desk."),
    "desk new": VerbLine("desk", "Make a desk in DIR, with keys of its own that nobody is asked for."),
    "desk tags": VerbLine("desk", "Print tags for articles, and sign descriptions of them for a static host."),
    "desk list": VerbLine("desk", "List the channels of a desk, those on which a person is waited for first."),
    "desk show": VerbLine("desk", "Show a channel: whose it is, what was said there, what stands open."),
    "desk say": VerbLine("desk", "Answer a customer, which closes the cases that stand open on the channel."),
    "desk forget": VerbLine("desk", "Delete a channel for good: its log, what came on it, answers not yet carried."),
    "mcp": VerbLine(
        "proposals", "Let an assistant of your own read your store and propose, by the Model Context Protocol."
    ),
    "proposals": VerbLine("proposals", "Show what an assistant proposed and waits for your yes."),
    "proposals show": VerbLine("proposals", "Show one proposal with all that it would do."),
    "proposals approve": VerbLine("proposals", "Do what was proposed, once you have read it and said yes."),
    "proposals drop": VerbLine("proposals", "Drop proposals for good."),
    "help": VerbLine("upkeep", "Tell about a topic such as query, or about a verb."),
    "demo": VerbLine("upkeep", "Walk through the main commands on sample data."),
}

PASSING = frozenset({"git"})  # whose words are all another program's


def modules_of(verb: str) -> tuple[str, ...]:
    """The names of the modules of a verb, or of the family that a verb of two words belongs to; nearly always one."""
    line = VERBS[verb]
    return tuple(f"talktag.cli.commands.{line.room}.{each}" for each in line.modules or (verb.partition(" ")[0],))
