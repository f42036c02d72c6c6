"""The page behind the sticker, for whoever finds a thing: made, compared, looked at. It publishes nothing itself."""
