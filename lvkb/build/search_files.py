"""Files of Pagefind's index: CBOR after a short mark, gzipped, and with a hash in their names."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from typing import Any

UNKNOWN_FORMAT = (LookupError, TypeError, ValueError, AttributeError, OSError, EOFError, zlib.error)
"""What is raised by reading files of another form than the known one."""

_MARK = b"pagefind_dcd"
_HASH_DIGITS = 10


def read(file: bytes) -> Any:
    """Gives the content of a file.

    Raises:
        ValueError: It is no file of Pagefind, or no CBOR.
        OSError: It is not gzipped.
    """
    import cbor2  # noqa: PLC0415 - of the extra `site`: README.md is built without

    raw = gzip.decompress(file)
    if not raw.startswith(_MARK):
        raise ValueError("this is no file of Pagefind")
    try:
        return cbor2.loads(raw.removeprefix(_MARK))
    except cbor2.CBORError as error:
        raise ValueError("this is no CBOR") from error


def written(content: Any) -> bytes:
    """Gives the bytes of a file that holds a content, the same for equal contents."""
    return gzip.compress(_MARK + packed(content), mtime=0)


def digest(content: Any) -> str:
    """Gives what parts a content from others in a name."""
    return hashlib.sha256(_MARK + packed(content)).hexdigest()[:_HASH_DIGITS]


def packed(content: Any) -> bytes:
    """Gives a content as CBOR."""
    import cbor2  # noqa: PLC0415 - as above

    return cbor2.dumps(content)
