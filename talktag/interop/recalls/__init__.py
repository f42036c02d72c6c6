"""Lists of recalls, of authorities and makers."""
