"""What the bot remembers, kept in one database."""
