"""A catalogue as a database of SQLite, out. It takes none in."""
