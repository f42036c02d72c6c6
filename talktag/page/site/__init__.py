"""A site of one's things: pages that load nothing, in one design with the page in a bundle and the finder page."""
