"""What a person types, scans, edits or hands over."""
