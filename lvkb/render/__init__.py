"""Views to text: README, pages, table data. Nothing is written here; a render is a function of the catalogue alone.

`renderer` has the templates and what pages share; `pages/` makes those of the site, a module for each kind. Answers on
the terminal have modules of their own, which need neither.
"""
