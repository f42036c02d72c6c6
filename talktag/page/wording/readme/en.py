"""README.txt in English. It says nothing of its own."""

TEXT = """\
WHAT THIS IS
============

This folder holds what one person chose to say about one product. Open
{page} to read it; the attached files are in the folder "files".

What the sender says, unchecked:

{claims}

Nothing in this folder proves who the sender is, this text included.
The following does, with programs that your computer already has.


1. GET THE KEY FROM ELSEWHERE
=============================

You need the public key of the {principal}: one line that starts with
"ssh-" or "sk-". Get it from the {principal} by another way than this
bundle and the message it came with: on paper, in person, read out or
compared by telephone, or kept from a bundle that you checked before.

A key that comes along with the bundle proves nothing. Who can forge
the one can forge the other.


2. WRITE IT DOWN
================

Unpack the whole zip file. Go to the folder in which you see
{manifest} (one above this README.txt).

Make a text file there named {principal}.txt with one line: the word
{principal}, a space, and the key that you got:

    {principal} ssh-ed25519 AAAA...

If a file {principal}.txt is there already, the bundle is not to be
trusted: it brought its own key.


3. CHECK THE SIGNATURE
======================

Open a terminal in that folder and enter the line for your system.

Windows (in this form, because PowerShell alters what it passes on):

    cmd /c "{verify}"

macOS:

    {verify}

Linux:

    {verify}

The answer must start with

    Good "{namespace}" signature for {principal}

Any other answer means that the signature was not checked, or is not
good. "Could not verify signature" is such an answer.


4. CHECK THE FILES
==================

Only after step 3: what was signed is the list of the files, and now
the files are held against the list.

Windows, in PowerShell, all in one line:

    {windows_hashes}

macOS:

    shasum -a 256 -c {manifest}

Linux:

    sha256sum -c {manifest}

Every line must say OK.

This does not notice additional files. Ignore every file in the folder
"data" that {manifest} does not list.
"""

MESSAGE = """\
A SIGNED MESSAGE. Read {page}; until it is checked, anybody may
have written it.

It was decrypted, unpacked and opened like this:

    age -d -i KEYFILE -o message.zip FILE
    unzip message.zip
    cd talktag-*

To check it, get the public key of the {principal} by another way than
this message. In the folder that holds {manifest}, write it
into a new file {principal}.txt, in one line. A {principal}.txt that came along
is a forgery.

    {principal} ssh-ed25519 AAAA...

Enter there:

Windows:

    cmd /c "{verify}"

macOS:

    {verify}

Linux:

    {verify}

The answer must start with

    Good "{namespace}" signature for {principal}

Then hold the files against the list that was signed:

Windows, in PowerShell:

    {windows_hashes}

macOS:

    shasum -a 256 -c {manifest}

Linux:

    sha256sum -c {manifest}

Every line must say OK. Ignore files in the folder "data" that
{manifest} does not list.
"""

CLAIMS = {
    "product": "Product",
    "sender": "From",
    "contact": "Contact",
    "audience": "For",
    "purpose": "Purpose",
    "made": "Made",
    "until": "Use until",
    "terms": "Terms",
    "bundle": "Bundle",
    "signed": "Signed with",
}
