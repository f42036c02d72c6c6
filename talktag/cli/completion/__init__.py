"""What a shell is told when a person presses Tab. It opens no key and no note, and never says that something failed.

`talktag/data/completion` holds a script for each shell, and the table of all commands. Neither Typer nor a record is
loaded: a shell waits for the answer at every press of the key.
"""
