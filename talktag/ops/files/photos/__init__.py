"""Photos made with one's cameras and lenses, found by the serial numbers in them. No picture is copied or sent."""
