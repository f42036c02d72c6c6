"""Everything for a browser or for reading: the page in a bundle, print-outs, the form for a reply, the checker."""
