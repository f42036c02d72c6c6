"""Picking one of several at a terminal: what was left out, or could be several. Nothing is picked for anybody."""
