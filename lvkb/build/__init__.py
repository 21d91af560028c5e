"""README and site on disk: files written or compared, the site tool, the search index, the built HTML followed."""
