"""Ids as keyed hashes that only this home can make: what is published of customers, and what is kept of erased ones."""

import hashlib
import hmac
import os
import secrets

from analytics.errors import StorageError
from analytics.home import Home, sync_folder

#: Hex digits of a hash that is published: 80 bits, so that no two customers share one.
PUBLISHED_DIGITS = 20

_KEY_BYTES = 32


def home_key(home: Home) -> bytes:
    """Return the key of this home's hashes, made at first use and kept outside every database.

    Raises StorageError for a key that is not whole: with another one every hash would be another.
    """
    path = home.warehouse / "customer.key"
    if not path.exists():
        # Written aside: a key of which a kill left a part would be used ever after.
        aside = path.with_name(f".customer.key.{os.getpid()}")
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(secrets.token_bytes(_KEY_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
        sync_folder(path.parent)
    key = path.read_bytes()
    if len(key) != _KEY_BYTES:
        raise StorageError(f"{path}: not a whole key; restore it from a backup of this home")
    return key


def pseudonym(key: bytes, text: str) -> str:
    """Return the hash of an id as 64 hex digits; its first PUBLISHED_DIGITS are what is published of a customer."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
