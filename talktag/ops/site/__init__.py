"""A site of one's things: pages, lists, data and feeds in a folder, for the owner or as a party may see it."""
