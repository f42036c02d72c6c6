"""The text of a packet about a party, for people. It knows no record."""
