"""Small git repositories for tests."""

from __future__ import annotations

import subprocess
from pathlib import Path


def git(root: Path, *arguments: str) -> str:
    """Runs git in a folder, as a made-up author, and gives what it prints."""
    author = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", root, *author, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def committed(root: Path) -> Path:
    """Makes a folder a repository whose branch `main` has one commit of all that is there."""
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")
    return root
