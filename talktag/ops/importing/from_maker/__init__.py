"""What a maker or an authority wrote about things, taken in from a file: linksets, passports, lists of recalls."""
