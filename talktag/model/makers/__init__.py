"""What a maker prints beside a serial number: codes, claims, hand-overs, and what an owner keeps. It does nothing."""
