"""How few are too few for a figure."""

# Figures of fewer are not broken down, so that nobody is recognised in them (policy, 8).
FEWEST = 5
