"""Label paper, tags and what their codes say."""
