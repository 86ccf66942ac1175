"""What the service needs of its site and mailbox, and who makes what is missing of it."""
