"""What the links of the catalogue lead to, asked of the services in charge; the only part that needs a network."""
