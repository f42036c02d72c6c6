"""The checker page in English. It says nothing of its own."""

from talktag.page.checker.wording.texts import CheckerTexts

TEXTS = CheckerTexts(
    language="en",
    title="Check a bundle",
    intro="You were given a bundle: a zip file with a product's record, an answer or a hand-over, signed by its "
    "sender. Here you see whether it is whole, and which key signed it.",
    local="The file stays on this computer: this page loads nothing and sends nothing.",
    bundle_file="The bundle",
    choose="Choose a bundle (.zip)",
    drop="or drop it anywhere on this page.",
    no_script="This page works only where JavaScript is switched on.",
    checking="Checking …",
    one="Give one file at a time.",
    unreadable="The file could not be read",
    failed="The file could not be checked: this page itself failed",
    unable="This browser cannot check a bundle",
    unable_how="It takes Chrome or Edge from version 137, Firefox from 129 or Safari from 17, and this page from the "
    "disk or over https. The file README.txt in the bundle says how to check it without a browser.",
    encrypted="This file is encrypted; decrypt it first",
    encrypted_how="Whoever holds the key it is encrypted to opens it with {command}. Then give this page what came "
    "out.",
    refused="This does not hold up: do not use it",
    refused_how="Ask the sender for a new copy.",
    in_english="In the words of talktag verify:",
    reasons={
        "form": "The archive is not in the form of a bundle; other programs might find other files in it.",
        "name": "It holds a name that no bundle may hold.",
        "cost": "It holds more than a bundle may hold.",
        "damaged": "The archive is damaged or was cut short.",
        "unsigned": "It is not signed.",
        "signature": "The signature does not hold: it was not made by this key over this list of files.",
        "purpose": "The signature was made for another purpose.",
        "algorithm": "It is signed by a key of a kind that neither this page nor talktag can check.",
        "list": "The list of its files is not in the form of a bundle.",
        "changed": "{file} was changed: it is not the file that was signed.",
        "missing": "{file} is missing.",
        "extra": "{file} does not belong in it: it was not signed.",
        "around": "What stands around the signed files does not agree with them.",
        "table": "Its record, table.json, is not in the form of a bundle.",
        "disagrees": "Its record, table.json, does not agree with the rest of the bundle.",
        "page": "{file} is not as it must be in a bundle: it could do more than be read.",
    },
    unknown="Intact, but its signer is unknown",
    unknown_how="Nothing is missing, added or changed since it was signed. By whom, is open: compare the key below.",
    known_line="Intact, signed by the key that you gave",
    known_digits="Intact, signed by the key whose digits you typed",
    known_how="Nothing is missing, added or changed since it was signed.",
    other_line="Not signed with the key that you gave: do not use it",
    other_digits="Not signed with the key whose digits you typed: do not use it",
    other_how="Look for a slip first. If it is none, somebody else signed it: ask the sender for the right key by "
    "another way.",
    key="The key it is signed with",
    fingerprint="Fingerprint",
    digits="Digits",
    given="The sender's key, as you got it by another way",
    given_how="On paper, in person or by telephone; never from the bundle or the message it came with. Put in the "
    "key's line, such as {line}, or its fingerprint, or the thirty digits that the sender reads out from {command}.",
    given_part="This is no whole key line, fingerprint or thirty digits yet.",
    said="What the signer says",
    kinds={"table": "the record of a product", "reply": "an answer", "transfer": "a product that is handed over"},
    what="What it is",
    answers="Answers the bundle",
    files="The files in it",
    files_how="Each is the file that was signed. Nobody has looked whether it is harmless.",
    action="Save",
    save="Save {file}",
    uncompared="In {files} nothing runs and nothing is loaded; its words were not compared with the record, which is "
    "what stands here.",
    hashes="SHA-256 of every file",
    about="What this page can tell",
    about_checks="It checks what talktag verify checks: each byte of the archive, the signature, every hash, and the "
    "form of the record. Whose key it is, only you can settle. "
    "A bundle may have 500 MB in all and 250 MB a file; the larger it is, the longer that takes.",
    about_files="What is said in a bundle, and when it was made, is the word of the signer.",
    about_page="Get this page from somebody you trust, never together with a bundle: a forged page says what it likes.",
)
