"""Other libraries that read the context of medical mentions, each run in an environment of its own."""
