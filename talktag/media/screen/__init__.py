"""Pictures in the forms that terminals draw. They are decoded next door, and nothing here talks to a terminal."""
