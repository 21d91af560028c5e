"""Runnable models, which the numbers of the catalogue are held against. What builds one needs `lvkb[models]`."""
