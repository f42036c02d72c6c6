"""What is the person's own on this computer: their settings, and the programs that these and the PATH name."""
