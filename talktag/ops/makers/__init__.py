"""Makers' tags: descriptions made and read, tags claimed by owners, and makers told of it. Nothing leaves by itself."""
