"""The verb that makes a site."""
