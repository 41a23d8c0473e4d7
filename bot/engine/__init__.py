"""Plan what is due, deliver what may go, reconcile what was interrupted."""
