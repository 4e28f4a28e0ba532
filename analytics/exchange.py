"""Two folders exchange their names in one step, where the system can do that."""

import ctypes
import errno
import os
import sys
from pathlib import Path

#: linux/fcntl.h and linux/fs.h: paths as seen from the working directory; swap the two.
_LINUX_HERE, _LINUX_EXCHANGE = -100, 2

#: macOS's sys/stdio.h.
_MAC_SWAP = 2

#: What a system says that does not know the call, or whose file system cannot do it.
_REFUSALS = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})


def exchange_folders(one: Path, other: Path) -> bool:
    """Give each of two folders the other's name at once; say whether that could be done.

    Where it returns False nothing has changed. Raises OSError for every other fault.
    """
    failed = _exchange(os.fsencode(one), os.fsencode(other))
    if failed is None or failed in _REFUSALS:
        return False
    if failed:
        raise OSError(failed, os.strerror(failed), str(one))
    return True


def _exchange(one: bytes, other: bytes) -> int | None:
    """Return 0 or what the system reports; None where it has no such call."""
    library = ctypes.CDLL(None, use_errno=True)
    try:
        if sys.platform == "darwin":
            code = library.renamex_np(one, other, ctypes.c_uint(_MAC_SWAP))
        else:
            code = library.renameat2(_LINUX_HERE, one, _LINUX_HERE, other, ctypes.c_uint(_LINUX_EXCHANGE))
    except AttributeError:
        return None
    return ctypes.get_errno() if code else 0
