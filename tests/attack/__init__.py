"""The attack: the bot is killed, cut off and lied to, and everything it says is counted."""
