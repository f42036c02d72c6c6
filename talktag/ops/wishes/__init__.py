"""What the owner wants: written down, sent, and what is offered laid side by side. Nothing leaves before a yes."""
