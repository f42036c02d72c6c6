"""Letters to who has no software: what each kind tells, asks, cites, and by when. It words and writes none."""
