"""Lets `python -m talktag` run the command line; holds no logic."""

from talktag.cli.main import main

main()
