## What stands between Boucle and its memory

terminal-database-address = The address of the database begins with “{ $address }”, which Boucle does not know: write BOUCLE_DATABASE like sqlite:///boucle.db or postgresql://user:password@host/boucle.
terminal-database-address-wrong = The address of the PostgreSQL database cannot be read: write BOUCLE_DATABASE like postgresql://user:password@host:5432/boucle, and a “@” or “/” in the password as “%40” or “%2F”.
terminal-database-driver-missing = What talks to PostgreSQL is not installed: pip install 'boucle[postgres]'.
terminal-database-unreachable = The database “{ $path }” does not answer ({ $why }): check its address, user and password, and that the server runs.
terminal-database-unreadable = The database “{ $path }” cannot be opened ({ $why }): check that its folder is there and may be written to, and that it is a database of Boucle.
terminal-database-read-only = The database “{ $path }” may not be written to: give the user that runs Boucle the right to write it, and the folder it lies in. Nothing was changed.
terminal-database-full = There is no room left where the database “{ $path }” lies: make room and try again. What was under way is not kept; all that was kept before is whole.
terminal-database-corrupt = The database “{ $path }” is damaged ({ $why }): stop Boucle, keep this file aside, and take your last back-up with “boucle restore”.
terminal-database-busy = Another program has held the database “{ $path }” for too long: end it and try again. What was under way is not kept.
terminal-database-failed = The database “{ $path }” could not be read or written ({ $why }): check who may write it, the room on the disk, and that nothing else holds it. What was under way is not kept.
terminal-database-newer = This database comes from a newer version of Boucle ({ $newer }): update Boucle, or name another database in BOUCLE_DATABASE.
