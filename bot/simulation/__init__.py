"""A made-up year of a made-up council, through the real policy and store, in a minute."""
