"""Whether everything that the service needs is there and in order, a sentence for each."""
