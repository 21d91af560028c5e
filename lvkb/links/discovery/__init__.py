"""Papers that the catalogue does not hold yet: searched for on arXiv, ranked, and written as a list."""
