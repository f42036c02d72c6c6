"""What is asked at a terminal of what others say. It decides nothing."""
