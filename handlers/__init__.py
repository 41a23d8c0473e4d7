"""Every occasion that turns the loop, in the order in which a case meets them."""
