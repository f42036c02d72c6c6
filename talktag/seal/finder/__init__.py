"""What a finder's page holds in equal rows, sealed with the code that stands on a sticker alone."""
