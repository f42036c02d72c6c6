"""A Typer program of two commands that do nothing: what every Typer program takes."""

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def x() -> None:
    """Do nothing."""


@app.command()
def y() -> None:
    """Do nothing either."""


app()
