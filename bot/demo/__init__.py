"""The demonstration: a made-up council, its people, its Annexe A, on a simulated clock."""
