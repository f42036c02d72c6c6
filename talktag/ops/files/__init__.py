"""Attachments: into the store, out of it, and to others."""
