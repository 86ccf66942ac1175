"""What the service is measured by: `python -m benchmarks` runs it all and writes the figures."""
