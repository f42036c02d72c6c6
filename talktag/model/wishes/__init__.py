"""What the owner wants, and what comes back: points, wishes, offers and how they compare. Pure; it sends nothing."""
