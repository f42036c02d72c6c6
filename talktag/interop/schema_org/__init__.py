"""Demands and offers as JSON-LD, in and out, shaped like schema.org. It loads no context, and asks no server."""
