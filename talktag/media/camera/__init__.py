"""What cameras and lenses wrote into pictures."""
