"""Random keys that open something: in a cookie, a form or a link. The tables keep hashes where they can."""

import hashlib
import secrets


def new_key() -> str:
    """A key that nobody guesses: 256 bits, safe in an address."""
    return secrets.token_urlsafe(32)


def hashed(key: str) -> str:
    """SHA-256 of a key as the tables keep it; a slow hash would protect a random key no better."""
    return hashlib.sha256(key.encode()).hexdigest()
