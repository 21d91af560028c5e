"""The pages of the site, a module for each kind; their templates lie in `templates/pages`."""
