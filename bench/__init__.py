"""How fast the product is, against a floor measured in the same run."""
