"""What readers are told of keys. It knows no key by its bytes, and signs nothing."""
