# La ligne de commande : ce que dit chaque commande, son aide, et ce qui l’arrête.

terminal-overview = Boucle : les paroles des clients jusqu’au service qui peut agir, et la réponse jusqu’au client.
terminal-command-word = COMMANDE …
terminal-overview-end = « boucle COMMANDE --help » montre tout d’une commande, avec un exemple.
terminal-help-usage = Utilisation :
terminal-help-arguments = À donner 
terminal-help-options = Options 
terminal-help-examples = Exemples :
terminal-help-help = montrer cette aide
terminal-help-json = répondre en JSON, sur une ligne
terminal-see-help = Tout est dans « { $command } ».

## Les commandes

terminal-demo = essayer Boucle sur cette machine, sans compte Slack
    .help = Un espace de travail Slack local, Boucle et des retours d’exemple, en une fois : tout commence un matin ouvré, les premières paroles sont déjà dans les canaux. Ctrl-C arrête tout.
    .port = port de la page ; Boucle prend le suivant (8700)
    .data = dossier où tout est gardé, pour reprendre plus tard
    .journey = carte du parcours à la place de l’exemple
    .feedback = fichier de retours à la place de l’exemple
    .no-browser = ne pas ouvrir la page dans le navigateur
    .pace = secondes entre deux messages dans un canal (0,02)
    .example =
        boucle demo
        boucle demo --data essai --no-browser
terminal-init = écrire les fichiers de départ dans un dossier
    .help = Écrit journey.yaml (la carte du parcours), app.yaml (l’application Slack) et .env.example (les réglages). Ce qui existe n’est jamais remplacé.
    .folder = dossier où écrire ; il est créé au besoin
    .example = boucle init ma-societe
terminal-check = vérifier la carte, les réglages et Slack
    .help = Nomme tout ce qui ne va pas, avec le fichier, la ligne et le remède. Slack est interrogé quand SLACK_BOT_TOKEN est réglé. Rien n’est modifié, sauf la carte avec --accept.
    .suggest = écrire les mots que les corrections suggèrent, prêts pour la carte
    .accept = écrire dans la carte les mots que les corrections suggèrent
    .example =
        boucle check
        boucle check --suggest
        boucle check --accept
terminal-run = faire tourner Boucle avec Slack
    .help = Fait tourner Boucle jusqu’à Ctrl-C : en Socket Mode quand SLACK_APP_TOKEN est réglé, sinon par HTTP (BOUCLE_LISTEN).
    .pace = secondes entre deux messages dans un canal (1)
    .patience = secondes pendant lesquelles attendre un Slack muet (10) ; six fois plus tard, Boucle regarde si son message est arrivé
    .example = boucle run
terminal-import = prendre un fichier de retours clients
    .help = Prend du CSV, du JSON Lines ou du JSON, aussi en .gz. Une ligne refusée n’arrête jamais les autres : elle va, avec sa raison, dans FILE.rejected.csv. Importer deux fois le même fichier ne prend rien deux fois.
    .file = fichier à prendre ; « - » pour l’entrée standard
    .source = nom de la source, comme « enquete » ; sinon celui de la colonne « source »
    .example =
        boucle import retours.csv --source enquete
        gunzip -c avis.jsonl.gz | boucle import - --source avis --json
terminal-read = ce que Boucle comprend d’un texte, et pourquoi
    .help = Comprend des textes sans rien garder : point de contact, service, ressenti, données personnelles masquées. Sans TEXT, lit l’entrée standard : un texte par ligne, ou du JSON Lines.
    .text = un ou plusieurs textes, chacun entre guillemets
    .example =
        boucle read "J’ai été débité deux fois ce mois-ci"
        boucle read --json < paroles.txt
terminal-when = la date que Boucle comprend, ou sa question
    .help = Comprend une échéance comme on l’écrit, en français ou en anglais, ou pose la question qui manque.
    .text = l’échéance, comme on l’écrirait
    .now = le moment où on l’écrit (2026-11-24T10:00) ; sinon maintenant, à l’heure de cette machine
    .locale = usage de qui écrit : 5/12 est le 5 décembre, mais le 12 mai pour en-US
    .example =
        boucle when demain 17h
        boucle when "d’ici la fin du mois" --now 2026-11-24T10:00 --json
terminal-status = où en sont les retours
    .help = Compte les retours ouverts par étape et par service, les retards, et ce qui n’a pas pu partir.
    .example = boucle status
terminal-pause = arrêter tout ce qui sort de la maison
    .help = Ne laisse plus rien sortir : ni message, ni carte modifiée, ni courriel. Ce qui survient attend, dans l’ordre ; rien n’est perdu.
    .example = boucle pause
terminal-resume = laisser tout repartir
    .help = Met fin à une pause : ce qui attendait part maintenant, dans l’ordre.
    .example = boucle resume
terminal-digest = la semaine des clients
    .help = Raconte une semaine, paroles des clients en premier. Sans --week, la semaine en cours.
    .week = la semaine à raconter, comme 2026-W47
    .html = écrire la semaine dans ce fichier, en une page
    .png = écrire dans ce fichier l’image du parcours
    .example =
        boucle digest
        boucle digest --week 2026-W47 --html semaine.html --png semaine.png
terminal-workspace = un espace de travail Slack local, pour toute application
    .help = Sert un espace de travail Slack sur cette machine jusqu’à Ctrl-C, et donne les trois lignes de réglages dont une application a besoin.
    .port = port de la page et des API (8700) ; 0 en prend un de libre
    .seed = fichier YAML de personnes, canaux et applications à ajouter
    .example = boucle workspace --port 8700

## Ce qui a été mal écrit

terminal-use-missing = Il manque { $what } à « boucle { $command } ».
terminal-use-unknown = « boucle { $command } » ne connaît pas « { $what } » (un texte qui commence par un tiret se met après « -- »).
terminal-use-no-value = Il manque une valeur après { $what }.
terminal-use-a-value = { $what } ne prend pas de valeur.
terminal-use-wrong = « boucle { $command } » n’a pas compris : { $why }
terminal-use-nearest = « { $given } » n’est pas une commande : serait-ce « { $nearest } » ?
terminal-use-no-command = « { $given } » n’est pas une commande.
terminal-use-port = « { $given } » n’est pas un port : donner un nombre de 0 à 65535.
terminal-use-patience = « { $given } » n’est pas une attente : donner plus de 0 seconde, 60 au plus.
terminal-use-pace = « { $given } » n’est pas une durée : donner des secondes, de 0 à 60.
terminal-use-moment = « { $given } » n’est pas un moment : l’écrire comme 2026-11-24T10:00.
terminal-use-week = « { $given } » n’est pas une semaine : l’écrire comme 2026-W47.

## Ce qui arrête une commande

terminal-unexpected = Cela n’a pas été fait jusqu’au bout, et ce n’est pas de votre fait : { $why }. Relancer avec BOUCLE_TRACEBACK=1 montre où, pour le signaler.
terminal-setting-wrong = { $name } ne convient pas : l’écrire comme { $wanted }.
terminal-semantic-missing = { $name } vaut on, mais boucle[semantic] n’est pas installé, ou pas fait pour cette machine : pip install 'boucle[semantic]', ou mettez auto.
terminal-meaning-of-map = ce que dit la carte : { $done } textes sur { $of }
terminal-env-not-utf8 = Le fichier .env n’est pas en UTF-8 : l’enregistrer à nouveau en UTF-8.
terminal-env-unreadable = Le fichier .env ne peut être lu ({ $why }) : vérifier qui a le droit de l’ouvrir.
terminal-token-missing = { $name } n’est pas réglé : le mettre dans .env (« boucle init » montre comment), ou essayer sans Slack avec « boucle demo ».
terminal-way-in-missing = Ni SLACK_APP_TOKEN ni SLACK_SIGNING_SECRET ne sont réglés : mettre le premier dans .env (Socket Mode), ou le second pour passer par HTTP.
terminal-map-missing = « { $file } » n’existe pas : « boucle init . » en écrit un exemple, ou BOUCLE_JOURNEY dit où est la carte.
terminal-map-unreadable = « { $file } » ne peut être lu ({ $why }) : BOUCLE_JOURNEY doit nommer la carte du parcours, un fichier que vous avez le droit d’ouvrir.
terminal-map-broken = { $number ->
        [one] Une erreur dans la carte du parcours : la corriger et recommencer. Rien n’a été fait.
       *[other] { $number } erreurs dans la carte du parcours : les corriger et recommencer. Rien n’a été fait.
    }
terminal-clock-silent = L’espace de travail à { $address } ne donne pas l’heure : le lancer, ou enlever BOUCLE_CLOCK.
terminal-no-ledger = La base « { $path } » n’existe pas encore : « boucle import » la crée, ou BOUCLE_DATABASE en nomme une autre.
terminal-port-in-use = Le port { $port } est déjà pris : arrêter le programme qui l’occupe, ou en choisir un autre avec --port.
terminal-seed-wrong = « { $file } » ne décrit pas un espace de travail ({ $why }) : corriger, et recommencer.
terminal-seed-unreadable = « { $file } » ne peut être lu ({ $why }) : vérifier le nom et qui a le droit de l’ouvrir.
terminal-file-not-written = « { $file } » ne peut être écrit ({ $why }) : choisir un dossier où vous avez le droit d’écrire.
terminal-file-written = Écrit : { $file }

terminal-os-error = { $error ->
        [ENOENT] il n’existe pas, ou son dossier non plus
        [EACCES] l’accès est refusé
        [EPERM] l’accès est refusé
        [EISDIR] c’est un dossier
        [ENOTDIR] son chemin passe par un fichier
        [ENOSPC] le disque est plein
        [EROFS] le disque est en lecture seule
        [ECONNREFUSED] personne n’y écoute
        [ECONNRESET] la connexion a été coupée
        [ETIMEDOUT] aucune réponse à temps
        [UNKNOWN_HOST] ce nom de machine est inconnu
       *[EEXIST] le nom est déjà pris
    }

## init

terminal-init-there = Rien n’a été écrit, car « { $folder } » contient déjà { $files } : choisir un autre dossier, ou déplacer ce qui s’y trouve.
terminal-init-written = Écrits dans « { $folder } » : { $files }. La suite : adapter journey.yaml, copier .env.example en .env, puis « boucle check ».
terminal-init-not-written = Rien n’a été écrit dans « { $folder } » ({ $why }) : choisir un dossier où vous avez le droit d’écrire.

## check

terminal-check-fine = Tout est en ordre : { $company }, { $stages ->
        [one] une étape
       *[other] { $stages } étapes
    }, { $touchpoints ->
        [one] un point de contact
       *[other] { $touchpoints } points de contact
    }, { $departments ->
        [one] un service
       *[other] { $departments } services
    }.
terminal-check-problems = { $number ->
        [one] Un problème à corriger.
       *[other] { $number } problèmes à corriger.
    }
terminal-check-no-token = SLACK_BOT_TOKEN n’est pas réglé : Slack n’a pas été interrogé.
terminal-check-no-sender = aucune adresse d’expéditeur alors que BOUCLE_SMTP est réglé : mettre celle que verront les clients.
terminal-mailbox-silent = la boîte aux lettres ne s’ouvre pas ({ $why }). Vérifier l’utilisateur, le mot de passe et le dossier : imaps://user:pass@host:993/INBOX
terminal-check-no-mail-secret = sans lui, n’importe qui pourrait inventer des réponses de clients. Pour en créer un : openssl rand -hex 32
terminal-check-no-secret = sans ce secret, les messages aux clients partent sans le lien « Cela vous a-t-il aidé ? » : mettre un long texte au hasard (openssl rand -hex 32).
terminal-check-zendesk-key = Zendesk ne connaît pas cet agent avec ce jeton : créer un jeton (Centre d’administration, API, Jetons) et écrire le réglage comme https://agent@company.example:TOKEN@company.zendesk.com.
terminal-check-zendesk-role = cet utilisateur de Zendesk n’est pas un agent, il ne peut pas répondre aux clients : prendre l’adresse d’un agent.
terminal-check-zendesk-no-admin = cet utilisateur de Zendesk est un agent : les réponses partent, ce que les clients y répondent n’est pas lu. Le jeton d’un administrateur le lit.
terminal-check-way-closed = réponse par { $way }, alors que { $name } n’est pas réglé : d’ici là, les autres chemins sont proposés.
terminal-check-zendesk-silent = Zendesk ne répond pas ({ $why }) : vérifier le réseau, le proxy et cette adresse.
terminal-check-token-kind = ce n’est pas la bonne sorte de jeton : { $name } commence par « { $beginning } ».
terminal-check-no-way-in = Slack n’a aucun chemin jusqu’à Boucle : régler SLACK_APP_TOKEN (Socket Mode), ou SLACK_SIGNING_SECRET pour passer par HTTP.
terminal-check-token-refused = Slack refuse ce jeton ({ $error }) : le copier à nouveau depuis les pages de l’application, ou la réinstaller.
terminal-check-scopes = il manque à l’application : { $scopes }. Reprendre app.yaml comme manifeste, puis réinstaller l’application.
terminal-check-channel = ce canal n’existe pas, ou il est privé sans Boucle : le créer, ou y écrire « /invite @boucle ».
terminal-check-person = Slack ne connaît personne de ce nom : corriger la carte, ou inviter cette personne.
terminal-check-slack-silent = Slack ne répond pas à { $address } ({ $why }) : vérifier le réseau, le proxy et cette adresse.

terminal-check-semantic = demandé, mais pas installé ou pas fait pour cette machine : pip install 'boucle[semantic]', ou mettez auto.
terminal-check-by-meaning = Ce qui arrive est lu aussi d’après le sens (boucle[semantic] est installé).
terminal-check-by-words = Ce qui arrive est lu d’après les mots ; boucle[semantic] y ajouterait le sens.
terminal-check-setting = à écrire comme { $wanted }.

## import

terminal-import-share = { $done } lignes · { $percent } %
terminal-import-progress = { $done } lignes
terminal-import-done = { $total ->
        [0] Aucune ligne à prendre.
        [one] Une ligne lue : { $accepted } nouvelle, { $revised } modifiée, { $duplicate } déjà connue, { $rejected } refusée.
       *[other] { $total } lignes lues : { $accepted } nouvelles, { $revised } modifiées, { $duplicate } déjà connues, { $rejected } refusées.
    }
terminal-import-cases = { $cases ->
        [0] Aucun nouveau retour à suivre.
        [one] Un nouveau retour à suivre.
       *[other] { $cases } nouveaux retours à suivre.
    }
terminal-import-refusal = Ligne { $line } : { $why }
terminal-import-rejected = { $number ->
        [one] La ligne refusée est dans « { $file } », avec sa raison : la corriger là et importer ce fichier.
       *[other] Les { $number } lignes refusées sont dans « { $file } », avec leurs raisons : les corriger là et importer ce fichier.
    }

## read

terminal-read-type = Un texte par ligne ; Ctrl-D pour finir.
terminal-read-refused = Texte { $number } : { $why }
terminal-read-text = « { $text } »
terminal-read-place = { $touchpoint } (étape { $stage }) · { $department } · sûr à { $confidence }
terminal-read-unplaced = À orienter, par { $department }. Les meilleures pistes : { $guesses }
terminal-read-nowhere = À orienter, par { $department } : rien dans la carte n’y ressemble
terminal-read-because = car { $because }
terminal-read-also = concerne aussi { $names }
terminal-read-emotion = ressenti : { $name ->
        [anger] colère
        [frustration] frustration
        [sadness] tristesse
        [worry] inquiétude
        [confusion] confusion
        [surprise] surprise
        [delight] joie
        [gratitude] gratitude
       *[neutral] neutre
    } ({ $polarity }, intensité { $intensity }) · { $language ->
        [fr] français
        [en] anglais
       *[other] autre langue
    }
terminal-read-signals = à noter : { $names }
terminal-read-grave = grave ({ $kind ->
        [self_harm] détresse
        [danger] danger
        [discrimination] discrimination
        [harassment] harcèlement
        [legal] menace de procédure
        [press] menace de presse
       *[health] santé
    }) : va aussitôt aux référents, en privé
terminal-read-nothing = ne dit rien : compté, jamais publié
terminal-reason-given = le point de contact était donné
terminal-reason-words = « { $because } »
terminal-reason-meaning = cela veut dire à peu près « { $because } », qui est dans la carte
terminal-reason-example = proche de l’exemple « { $because } »
terminal-reason-correction = comme { $because }, orienté par un collègue
terminal-reason-confirmation = comme { $because }, pris en charge là par un collègue
terminal-reason-score = la note
terminal-reason-nothing-said = rien n’est dit
terminal-signal-effort = efforts répétés
terminal-signal-leaving = envie de partir
terminal-signal-urgent = urgence
terminal-signal-irony = ironie
terminal-signal-expectation = attente déçue
terminal-signal-praise = éloge

## when

terminal-when-needs-a-day = Pour quel jour ? Par exemple « vendredi » ou « le 4 décembre ».
terminal-when-in-the-past = Ce moment est déjà passé : pour quand, alors ?
terminal-when-not-understood = Je n’ai pas compris la date : l’écrire par exemple « vendredi 17 h » ou « 4/12 ».
terminal-when-too-far = C’est dans plus de deux ans : est-ce la bonne date ?

## status

terminal-status-open = { $number ->
        [0] Aucun retour ouvert.
        [one] Un retour ouvert
       *[other] { $number } retours ouverts
    }
terminal-step-collect = à recueillir
terminal-step-read = à lire
terminal-step-route = à orienter
terminal-step-share = attendent d’être montrés
terminal-step-take = à prendre en charge
terminal-step-act = à décider quoi faire
terminal-step-answer = à répondre
terminal-step-follow-up = à suivre
terminal-step-close = à boucler
terminal-status-late = En retard : { $team } pour l’équipe, { $customer } pour le client.
terminal-status-notices = Messages : { $waiting } en attente, { $held } à confirmer, { $dead } non partis.
terminal-status-paused = En pause depuis { $since } (par { $by }) : rien ne sort. Pour reprendre : boucle resume
terminal-pause-begun = En pause : plus rien ne sort, ce qui survient attend. Pour reprendre : boucle resume
terminal-pause-ended = C’est reparti : ce qui attendait part maintenant, dans l’ordre.
terminal-paused-already = C’est déjà en pause. Pour reprendre : boucle resume
terminal-not-paused = Rien n’est en pause.

## digest

terminal-quote = « { $words } »
terminal-digest-stage = { $stage } : { $felt }

## workspace

terminal-workspace-serves = L’espace de travail est là : { $url } (Ctrl-C l’arrête). Les réglages d’une application :

# What runs until it is stopped.

terminal-demo-serves =
    La page est là : { $url }
    Vous êtes Léa, Ana ou quelqu’un d’autre, au choix, en haut à gauche. C’est mardi matin : les paroles des clients vous attendent dans les salons. (Ctrl-C arrête tout.)
terminal-slack-silent = Slack ne répond pas à { $address } ({ $why }) : vérifier le réseau, le proxy et cette adresse.
terminal-slack-refuses = Slack refuse de laisser entrer Boucle ({ $error }) : vérifier SLACK_BOT_TOKEN et SLACK_APP_TOKEN ; « boucle check » dit tout ce qui manque.

terminal-forget = efface un client partout
    .help = Efface partout les données personnelles d’un client : ses mots, son nom, ses adresses, ce qui lui a été écrit. Les chiffres et la suite des faits restent, sans rien de personnel. Les messages de Slack qui citaient ses mots sont réécrits dès que « boucle run » tourne. On ne peut pas revenir en arrière.
    .example = boucle forget claire@example.org
    .customer = son identifiant, son adresse ou son numéro de téléphone
terminal-forget-nobody = Aucun client n’est connu sous « { $given } ». Donnez son identifiant, son adresse ou son numéro, tels qu’ils sont arrivés.
terminal-forget-done = { $customers ->
    [one] Un client oublié
   *[other] { $customers } clients oubliés
} : { $verbatims ->
    [one] une parole effacée
   *[other] { $verbatims } paroles effacées
}, { $cases ->
    [0] aucun retour touché
    [one] un retour touché
   *[other] { $cases } retours touchés
}, { $posts ->
    [0] aucun message à réécrire dans Slack
    [one] un message à réécrire dans Slack
   *[other] { $posts } messages à réécrire dans Slack
}.
terminal-forget-copies = Pensez aux copies que Boucle ne voit pas : sauvegardes, exports, outil d’enquête.
terminal-export = sort les données, pour un tableur ou pour un client qui les demande
    .help = Écrit une ligne par parole de client : ce qui a été compris, où en est la boucle, jamais qui a fait quoi. Les données personnelles y sont masquées. Avec --customer : tout ce qui est gardé d’un client, pour lui répondre quand il le demande.
    .example =
        boucle export retours.csv
        boucle export --customer claire@example.org claire.json
    .file = .csv, .jsonl ou .json ; « - » : sortie standard
    .customer = l’identifiant, l’adresse ou le numéro d’un client
terminal-export-kind = Le fichier « { $file } » devrait finir par .csv, .jsonl ou .json.
terminal-export-done = { $lines ->
    [0] Rien à écrire dans { $file }.
    [one] Une parole écrite dans { $file }.
   *[other] { $lines } paroles écrites dans { $file }.
}
terminal-export-progress = { $done } paroles
terminal-export-story = L’histoire d’un client a plusieurs étages : donnez un fichier .json au lieu de « { $file } ».
