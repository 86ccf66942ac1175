"""A local site of everything that people get from the service, with invented facts."""
