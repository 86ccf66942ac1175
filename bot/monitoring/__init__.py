"""What other machines may ask of a running service: whether it is well, and its figures."""
