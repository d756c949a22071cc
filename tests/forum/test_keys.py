"""Keys that open something."""

from hashlib import sha256

from forum.keys import hashed, new_key


def test_no_two_keys_are_the_same() -> None:
    assert len({new_key() for _ in range(100)}) == 100


def test_a_table_holds_the_sha_256_of_a_key() -> None:
    assert hashed("a key") == sha256(b"a key").hexdigest()
