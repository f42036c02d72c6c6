"""`hand`: a bundle, the form for an answer and the mail that they go along with, in one folder."""
