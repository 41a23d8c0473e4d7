"""The week of the customers: its figures, its words, its pictures."""
