"""One checker for each service that links lead to, and one for all other pages: targets in, outcomes out."""
