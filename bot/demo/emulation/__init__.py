"""What every made-up service is built on: a server, and what goes wrong with it."""
