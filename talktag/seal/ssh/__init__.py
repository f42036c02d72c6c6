"""OpenSSH's keys, signatures and agent, byte for byte."""
