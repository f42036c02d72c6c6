"""The owner's keys, and whose keys were accepted."""
