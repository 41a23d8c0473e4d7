"""How the outside is reached: files of feedback, mail."""
