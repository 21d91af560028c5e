"""Views to text: README, pages, table data. Nothing is written here; a render is a function of the catalogue alone.

`renderer` makes the pages; answers on the terminal have modules of their own, which need neither it nor its templates.
"""
