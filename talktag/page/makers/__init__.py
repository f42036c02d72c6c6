"""The page that a maker's code leads to. It runs nothing, loads nothing, and learns nothing of the code."""
