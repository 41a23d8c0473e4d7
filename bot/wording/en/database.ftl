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
terminal-database-half-moved = Only a part of a company is in this database: a move into it was broken off. Run “boucle move” again, or name another database in BOUCLE_DATABASE.

## Moving, back-up

terminal-move = take a company to another database
    .help = Copies everything from one database into another, empty one, and compares them row by row. Stop the bot before; after it, set BOUCLE_DATABASE to the new address. Broken off, it can be run again.
    .from = address of the database there is, such as sqlite:///boucle.db
    .to = address of the empty one, such as postgresql://user@host/boucle; a password may stand in PGPASSWORD
    .example =
        boucle move sqlite:///boucle.db postgresql://boucle@db.velolibre.example/boucle
        boucle move postgresql://boucle@db.velolibre.example/boucle sqlite:///boucle.db --json
terminal-move-progress = { $table }: { $rows } rows
terminal-move-done = { $rows ->
        [one] One row is in the new database, the same as in the old one.
       *[other] { $rows } rows are in the new database, the same as in the old one.
    } Set BOUCLE_DATABASE to the new address before you start the bot again.
terminal-move-same = Both addresses are the same: write the one there is, then the new one.
terminal-move-target-in-use = The database to move into holds something else already: name an empty one. Nothing was changed there.
terminal-move-differs = The two databases are not the same in “{ $table }”: the bot was probably still running. Stop it, and run the same command again.
terminal-backup = save a copy of everything
    .help = Writes everything that is remembered into one new file, also while the bot runs. The file is there whole or not at all. With PostgreSQL, use pg_dump.
    .file = the file to write; one that is there already is never replaced
    .example = boucle backup boucle-2026-11-24.db
terminal-backup-progress = { $percent } %
terminal-backup-done = Saved in “{ $file }”: { $megabytes } MB.
terminal-backup-postgresql = BOUCLE_DATABASE is a PostgreSQL database: save it with “pg_dump --format=custom --file=boucle.dump boucle”.
terminal-backup-missing = The back-up “{ $path }” is not there: check its name.
terminal-backup-exists = “{ $path }” is there already and is not replaced: choose another name.
terminal-backup-not-written = “{ $path }” could not be written ({ $why }): check that its folder is there, who may write it, and the room on the disk.
terminal-restore = bring everything back from a copy
    .help = Brings back what “boucle backup” saved, where no database is. Stop the bot before, and put a damaged database aside, together with the files that have its name and end in -wal and -shm.
    .file = the file that “boucle backup” wrote; it stays as it is
    .example = boucle restore boucle-2026-11-24.db
terminal-restore-done = Brought back from “{ $file }”: { $megabytes } MB.
terminal-restore-postgresql = BOUCLE_DATABASE is a PostgreSQL database: bring it back with “pg_restore --dbname=boucle boucle.dump”.
terminal-restore-in-use = The database “{ $path }” is there already and is not replaced: stop the bot and move it elsewhere, with the files “{ $path }-wal” and “{ $path }-shm” if there are any; then run this again.
