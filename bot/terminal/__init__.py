"""What each command of the command line does; `bot.cli` only parses and prints."""
