"""The words of mails that files go along with. It sends nothing."""
