"""Bodies of answers: read piece by piece, decoded piece by piece, and never further than is wanted."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException

from requests import Response
from urllib3.exceptions import HTTPError

from lvkb.links.http.transport import TooMuch

_PIECE_BYTES = 16_384


def read_body(response: Response, most: int) -> tuple[bytes, bool]:
    """Reads and decodes a body up to a number of bytes, and tells whether it came to its end."""
    decode = _decoder(response.headers.get("Content-Encoding", ""))
    taken = bytearray()
    with suppress(TooMuch, HTTPError, HTTPException, OSError, ValueError, zlib.error):
        while len(taken) <= most:
            piece = response.raw.read1(_PIECE_BYTES, decode_content=False)
            if not piece:
                return bytes(taken), True
            taken += decode(piece, most + 1 - len(taken))
    return bytes(taken[:most]), False


def _decoder(encoding: str) -> Callable[[bytes, int], bytes]:
    """Gives the function that decodes the next piece of a body, and never gives more bytes than it is asked for.

    Other codings than the two that were accepted are left as they are.
    """
    name = encoding.strip().lower()
    if name in ("gzip", "x-gzip"):
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress
    if name == "deflate":
        return _Deflate()
    return lambda piece, most: piece[:most]


class _Deflate:
    """Decodes `deflate`, which some servers send without the zlib wrapper it should have."""

    def __init__(self) -> None:
        self._decoder = zlib.decompressobj()
        self._first = True

    def __call__(self, piece: bytes, most: int) -> bytes:
        first, self._first = self._first, False
        try:
            return self._decoder.decompress(piece, most)
        except zlib.error:
            if not first:
                raise
            self._decoder = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._decoder.decompress(piece, most)
