"""Pictures and other recordings: cleaned, looked at, read for what they tell. The only package that decodes them."""
