"""Talk: messages both ways, what others showed of their things, what waits. It carries nothing out itself."""
