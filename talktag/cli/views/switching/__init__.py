"""What is gathered about a party, as it is shown. Decides nothing."""
