"""Graphs for Graphviz."""
