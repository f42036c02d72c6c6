"""As many tickets as $1, each found and sealed by keys of its own (HKDF, ChaCha20-Poly1305), and nothing else."""

import hmac
import sys

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

SALT, BOUND = bytes(16), bytes(32)
for number in range(int(sys.argv[1])):
    code = hmac.digest(SALT, f"code {number}".encode(), "sha256")
    key = hmac.digest(SALT, code, "sha256")
    place, sealing = (hmac.digest(key, f"{what} {number}\x01".encode(), "sha256") for what in ("place", "ticket"))
    ChaCha20Poly1305(sealing).encrypt(bytes(12), place, BOUND)
