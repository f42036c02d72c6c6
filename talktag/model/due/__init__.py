"""What is due of a store: ends of warranties, loans, services, shares. Derived, never stored; it asks no clock."""
