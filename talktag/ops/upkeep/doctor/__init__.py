"""What is wrong with the store and this computer, and how to mend it."""
