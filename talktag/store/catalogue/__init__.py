"""What all records say, by way of a cache that is never believed unchecked."""
