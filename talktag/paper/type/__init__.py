"""Letters: which font has them, how they run, where a line breaks."""
