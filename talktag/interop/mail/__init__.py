"""Mail and pasted text, read: from what other programs made of a signed or sealed file back to its bytes."""
