"""The signed file that travels between stores: its archive, its bag, its page."""
