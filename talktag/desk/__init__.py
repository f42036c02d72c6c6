"""The desk's memory and its mail: plain folders, or a database for many workers. It judges nothing of what it keeps."""
