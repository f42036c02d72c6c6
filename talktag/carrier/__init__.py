"""Carriers: the only sender. A file leaves by a folder, a mailbox or the person's own mail program, and comes back so.

It opens no socket, reads no settings, and judges nothing of what it fetches.
"""
