"""A door for the owner's own assistant, who reads and proposes. It opens no key or note, sends and approves nothing."""
