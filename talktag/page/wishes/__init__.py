"""A wish for people who have no talktag: a page with a form for the offer, and a mail. It sends nothing."""
