"""What all records say, by way of a cache that is never believed unchecked and can be deleted at any time."""
