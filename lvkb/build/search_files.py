"""Files of Pagefind's index: CBOR after a short mark, gzipped, and named by their content."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from pathlib import Path
from typing import Any, NamedTuple

UNKNOWN_FORMAT = (LookupError, TypeError, ValueError, AttributeError, OSError, EOFError, zlib.error)
"""What is raised by reading files of another form than the known one."""

_MARK = b"pagefind_dcd"
_HASH_DIGITS = 10


class IndexFile(NamedTuple):
    """A file of an index.

    Attributes:
        name: What other files call it: the language and a hash of its content.
        content: Its bytes.
    """

    name: str
    content: bytes


def read(file: Path) -> Any:
    """Gives the content of a file.

    Raises:
        ValueError: It is no file of Pagefind, or no CBOR.
        OSError: It cannot be read, or is not gzipped.
    """
    import cbor2  # noqa: PLC0415 - of the extra `site`: README.md is built without

    raw = gzip.decompress(file.read_bytes())
    if not raw.startswith(_MARK):
        raise ValueError(f"{file.name} is no file of Pagefind")
    try:
        return cbor2.loads(raw.removeprefix(_MARK))
    except cbor2.CBORError as error:
        raise ValueError(f"{file.name} is no CBOR") from error


def index_file(language: str, content: Any) -> IndexFile:
    """Gives a file that holds a content; equal contents have equal names and bytes."""
    raw = _MARK + packed(content)
    digest = hashlib.sha256(raw).hexdigest()[:_HASH_DIGITS]
    return IndexFile(f"{language}_{digest}", gzip.compress(raw, mtime=0))


def packed(content: Any) -> bytes:
    """Gives a content as CBOR."""
    import cbor2  # noqa: PLC0415 - as above

    return cbor2.dumps(content)
