"""What leaves for a party, what comes back, and the ledger of both."""
