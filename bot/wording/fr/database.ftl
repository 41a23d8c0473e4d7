## Ce qui sépare Boucle de sa mémoire

terminal-database-address = L’adresse de la base commence par « { $address } », que Boucle ne connaît pas : écrire BOUCLE_DATABASE comme sqlite:///boucle.db ou postgresql://utilisateur:mot-de-passe@machine/boucle.
terminal-database-address-wrong = L’adresse de la base PostgreSQL est illisible : écrire BOUCLE_DATABASE comme postgresql://utilisateur:mot-de-passe@machine:5432/boucle, et dans le mot de passe « @ » ou « / » comme « %40 » ou « %2F ».
terminal-database-driver-missing = Ce qui parle à PostgreSQL n’est pas installé : pip install 'boucle[postgres]'.
terminal-database-unreachable = La base « { $path } » ne répond pas ({ $why }) : vérifier l’adresse, l’utilisateur et le mot de passe, et que le serveur tourne.
terminal-database-unreadable = La base « { $path } » ne peut être ouverte ({ $why }) : vérifier que son dossier existe, qu’on peut y écrire, et que c’est bien une base de Boucle.
terminal-database-read-only = On ne peut pas écrire dans la base « { $path } » : donner à l’utilisateur qui lance Boucle le droit d’y écrire, ainsi que dans son dossier. Rien n’a été changé.
terminal-database-full = Il n’y a plus de place là où se trouve la base « { $path } » : libérer de la place et réessayer. Ce qui était en cours n’est pas gardé ; tout ce qui l’était déjà est intact.
terminal-database-corrupt = La base « { $path } » est abîmée ({ $why }) : arrêter Boucle, mettre ce fichier de côté et reprendre la dernière sauvegarde avec « boucle restore ».
terminal-database-busy = Un autre programme retient la base « { $path } » depuis trop longtemps : l’arrêter et réessayer. Ce qui était en cours n’est pas gardé.
terminal-database-failed = La base « { $path } » n’a pas pu être écrite ou lue ({ $why }) : vérifier les droits, la place sur le disque, et que rien d’autre ne la retient. Ce qui était en cours n’est pas gardé.
terminal-database-newer = Cette base vient d’une version plus récente de Boucle ({ $newer }) : mettre Boucle à jour, ou nommer une autre base dans BOUCLE_DATABASE.
terminal-database-half-moved = Une partie seulement d’une entreprise est dans cette base : un déménagement vers elle s’est interrompu. Relancer « boucle move », ou nommer une autre base dans BOUCLE_DATABASE.

## Déménager, sauvegarder

terminal-move = emmener une entreprise vers une autre base
    .help = Copie tout d’une base vers une autre, vide, et les compare ligne à ligne. Arrêter le bot avant ; après, mettre la nouvelle adresse dans BOUCLE_DATABASE. Interrompu, on peut le relancer.
    .from = adresse de la base actuelle, comme sqlite:///boucle.db
    .to = adresse de la base vide, comme postgresql://utilisateur@machine/boucle ; le mot de passe peut être dans PGPASSWORD
    .example =
        boucle move sqlite:///boucle.db postgresql://boucle@db.velolibre.example/boucle
        boucle move postgresql://boucle@db.velolibre.example/boucle sqlite:///boucle.db --json
terminal-move-progress = { $table } : { $rows } lignes
terminal-move-done = { $rows ->
        [one] { $rows } ligne est dans la nouvelle base, la même que dans l’ancienne.
       *[other] { $rows } lignes sont dans la nouvelle base, les mêmes que dans l’ancienne.
    } Mettre la nouvelle adresse dans BOUCLE_DATABASE avant de relancer le bot.
terminal-move-same = Les deux adresses sont les mêmes : écrire celle de la base actuelle, puis la nouvelle.
terminal-move-target-in-use = La base d’arrivée contient déjà autre chose : en nommer une vide. Rien n’y a été changé.
terminal-move-differs = Les deux bases ne sont pas les mêmes dans « { $table } » : le bot tournait sans doute encore. L’arrêter, puis relancer la même commande.
terminal-backup = sauvegarder une copie de tout
    .help = Écrit tout ce qui est en mémoire dans un nouveau fichier, même pendant que le bot tourne. Le fichier est là en entier ou pas du tout. Avec PostgreSQL, utiliser pg_dump.
    .file = le fichier à écrire ; celui qui existe déjà n’est jamais remplacé
    .example = boucle backup boucle-2026-11-24.db
terminal-backup-progress = { $percent } %
terminal-backup-done = Sauvegardé dans « { $file } » : { $megabytes } Mo.
terminal-backup-postgresql = BOUCLE_DATABASE est une base PostgreSQL : la sauvegarder avec « pg_dump --format=custom --file=boucle.dump boucle ».
terminal-backup-missing = La sauvegarde « { $path } » n’existe pas : vérifier son nom.
terminal-backup-exists = « { $path } » existe déjà et n’est pas remplacé : choisir un autre nom.
terminal-backup-not-written = « { $path } » n’a pas pu être écrit ({ $why }) : vérifier que son dossier existe, qui peut y écrire, et la place sur le disque.
terminal-restore = tout reprendre d’une copie
    .help = Reprend ce que « boucle backup » a sauvegardé, là où il n’y a pas de base. Arrêter le bot avant, et mettre de côté une base abîmée avec les fichiers du même nom qui finissent par -wal et -shm.
    .file = le fichier écrit par « boucle backup » ; il reste tel quel
    .example = boucle restore boucle-2026-11-24.db
terminal-restore-done = Repris de « { $file } » : { $megabytes } Mo.
terminal-restore-postgresql = BOUCLE_DATABASE est une base PostgreSQL : la reprendre avec « pg_restore --dbname=boucle boucle.dump ».
terminal-restore-in-use = La base « { $path } » existe déjà et n’est pas remplacée : arrêter le bot et la déplacer, avec les fichiers « { $path }-wal » et « { $path }-shm » s’il y en a, puis relancer.
