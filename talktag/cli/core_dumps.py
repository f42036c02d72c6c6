"""What this process holds stays out of core dumps, from the moment secrets come in. Nothing else of it is touched."""

from __future__ import annotations


def forbid() -> None:
    """Let no crash of this program, or of one it starts, write its memory to the disk, where the system can be told."""
    try:
        import resource
    except ImportError:  # Windows writes none unless it is set up to
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
