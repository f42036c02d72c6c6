"""The page behind the sticker, in ten languages: one file that loads nothing, asks nothing and sends nothing itself."""
