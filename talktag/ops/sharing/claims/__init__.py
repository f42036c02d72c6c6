"""Makers' tags that go along with a hand-over, out and in. The maker is told of neither."""
