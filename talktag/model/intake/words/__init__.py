"""Words and numbers of plates and receipts, found in lines of text."""
