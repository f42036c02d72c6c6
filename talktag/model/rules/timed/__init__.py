"""What rules of time need to be worked off: which products, and since when. Nothing here runs one."""
