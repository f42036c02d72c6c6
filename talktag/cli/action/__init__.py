"""What a command answers is carried out, with hands that ask and run programs. It decides nothing."""
