"""What finders wrote on the page behind a sticker, and what the owner answers. It carries nothing out itself."""
