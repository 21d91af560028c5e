"""Requests to addresses of strangers: which may be asked, how far a server is read, and what a failure says."""
