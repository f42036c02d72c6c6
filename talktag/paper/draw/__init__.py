"""What is on a page, as PDF, SVG or pixels."""
