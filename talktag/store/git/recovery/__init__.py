"""What a git that was killed left behind in a repository, and what mends it. It takes nothing away by itself."""
