"""The page behind the sticker: what it says, to whom it seals, and what a finder and the owner write to each other."""
