"""One file per verb: reads, decides, returns an Outcome. Never prints, asks or looks at the clock."""
