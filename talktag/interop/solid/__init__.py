"""What a personal data store takes: who may read which folder. It speaks to none."""
