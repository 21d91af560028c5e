"""What tests of models get: torch and timm, or the reason why they are left out."""

from __future__ import annotations

import os

import pytest

from lvkb.models.preflight import Libraries, Unavailable, libraries


@pytest.fixture(scope="session")
def loaded() -> Libraries:
    """Loads torch and timm on one thread; tests that need them are skipped where they cannot be used, but not in CI."""
    try:
        found = libraries()
    except Unavailable as error:
        if os.environ.get("CI"):  # `make test` installs them: without them, nothing would be tried at all
            raise
        pytest.skip(str(error))
    found.torch.set_num_threads(1)
    return found
