"""What is derived from readings, once: setups, judgements, results."""
