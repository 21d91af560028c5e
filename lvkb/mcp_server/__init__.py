"""The knowledge base for assistants: a server of the Model Context Protocol, which only answers and never writes."""
