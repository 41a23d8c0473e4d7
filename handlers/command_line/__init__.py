"""The commands of `boucle`, one file each."""
