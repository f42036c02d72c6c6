"""Where a desk's database is, as it is typed: an address or libpq's words, and never a password among them."""

from __future__ import annotations

from talktag.errors import UsageError

_WITHOUT = (
    "leave it out; it is read from ~/.pgpass, from PGPASSFILE, or from the service that service=NAME stands for",
)


def check_address(address: str) -> str:
    """The address as libpq takes it. UsageError without psycopg, for what is no address, or for one with a password.

    What is typed is seen by everybody on the computer, and stands in the shell's history.
    """
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise UsageError(
            "a desk with a database needs psycopg, which is not installed",
            hints=["pip install 'talktag[desk]'"],
        ) from None
    try:
        words = conninfo_to_dict(address)
    except psycopg.ProgrammingError:
        raise UsageError(
            "the address of the database is none that PostgreSQL's programs know",
            hints=["write one like postgresql://HOST/DATABASE, or service=NAME"],
        ) from None
    if words.get("password") or words.get("sslpassword"):
        raise UsageError("the address of the database has a password in it", hints=_WITHOUT)
    return address
