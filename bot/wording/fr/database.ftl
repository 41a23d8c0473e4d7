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
