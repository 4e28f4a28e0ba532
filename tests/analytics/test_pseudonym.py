"""Keyed hashes: the key of a home is made once, whole, and closed to others."""

import pytest

from analytics.errors import StorageError
from analytics.home import Home
from analytics.pseudonym import home_key, pseudonym


def test_a_home_keeps_its_key_and_no_other_home_has_it(home: Home) -> None:
    """The same id has the same hash here, and another with another key."""
    key = home_key(home)
    assert home_key(home) == key
    assert (home.warehouse / "customer.key").stat().st_mode & 0o777 == 0o600
    assert pseudonym(key, "c1") == pseudonym(key, "c1") != pseudonym(b"another", "c1")
    assert [path.name for path in home.warehouse.iterdir()] == ["customer.key"]


def test_a_key_that_is_not_whole_is_refused(home: Home) -> None:
    """An empty key would make hashes that anybody can make."""
    (home.warehouse / "customer.key").touch()
    with pytest.raises(StorageError, match="not a whole key"):
        home_key(home)
