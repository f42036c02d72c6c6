"""Starts the command line: the program's entry point, also for `python -m talktag`. Decides nothing of its own."""

import gc
import os


def main() -> None:
    """Run the process's own command line and end the process."""
    # The collector of cycles would look through all that is being loaded, again and again, and once more at the end.
    gc.set_threshold(100_000)
    if "_TALKTAG_COMPLETE" in os.environ:  # a shell waits for a word: Typer is not even loaded
        from talktag.cli.completion.answer import main as complete

        return complete()
    try:
        from talktag.cli.main import main as run

        run()
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
