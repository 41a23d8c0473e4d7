# Ce qui arrive : les retours et fichiers qui ne peuvent être pris, et que faire.

intake-nothing-said = Ni texte ni note : remplir « text » ou « score ».
intake-text-not-words = « { $field } » n’est pas un texte : mettre les mots du client entre guillemets.
intake-text-too-long = « { $field } » compte { $length } caractères, { $longest } au plus : raccourcir ou couper en deux.
intake-nul = « { $field } » contient un caractère nul (U+0000), impossible à garder : l’enlever, ou exporter à nouveau le fichier.
intake-surrogate = « { $field } » contient une moitié de caractère (un demi-codet isolé), souvent un émoji coupé en deux : l’enlever, ou exporter à nouveau le fichier.
intake-not-finite = « { $field } » contient un nombre sans fin : l’enlever.
intake-too-deep = « { $field } » est imbriqué trop profondément : n’en garder que l’utile.
intake-not-a-word = « { $field } » contient plusieurs valeurs ou un oui/non : un seul texte ou nombre est attendu.
intake-word-too-long = « { $field } » dépasse { $longest } caractères : est-ce la bonne colonne ?
intake-source-missing = On ne sait pas d’où vient ce retour : ajouter « --source NOM », ou une colonne « source ».
intake-date-unknown = « { $field } » vaut « { $value } », qui n’est pas une date : l’écrire comme 24/11/2026 14:30 ou 2026-11-24.
intake-date-ahead = « { $field } » vaut « { $value } », qui est encore à venir : corriger la date (le jour vient en premier : 24/11/2026).
intake-date-too-old = « { $field } » vaut « { $value } », bien avant tout retour possible : corriger l’année.
intake-score-unknown = « { $field } » vaut « { $value } », qui n’est pas une note : l’écrire comme 9, 4,5 ou 9/10.
intake-score-out-of-unknown = « { $field } » vaut « { $value } », sur une échelle que Boucle ne connaît pas : convertir en nps (0–10), csat (1–5), ces (1–7) ou stars (1–5).
intake-score-out-of-range = « { $field } » vaut { $value }, mais { $scale } va de { $lowest } à { $highest } : corriger la note ou l’échelle.
intake-scale-missing = « { $field } » vaut { $value }, sans échelle : ajouter une colonne « scale » avec l’une de { $scales }.
intake-scale-unknown =
    { $nearest ->
        [none] « { $field } » vaut « { $value } », qui n’est pas une échelle : écrire { $known }.
       *[other] « { $field } » vaut « { $value } », qui n’est pas une échelle : serait-ce « { $nearest } » ? Boucle connaît { $known }.
    }
intake-scale-differs = « { $field } » n’est pas sur { $highest }, comme l’est l’échelle { $scale } : corriger la note ou l’échelle.
intake-channel-unknown =
    { $nearest ->
        [none] « { $field } » vaut « { $value } », qui n’est pas un canal : écrire { $known }.
       *[other] « { $field } » vaut « { $value } », qui n’est pas un canal : serait-ce « { $nearest } » ? Boucle connaît { $known }.
    }
intake-moment-unknown =
    { $nearest ->
        [none] « { $field } » vaut « { $value } », qui n’est pas un moment du parcours : écrire { $known }.
       *[other] « { $field } » vaut « { $value } », qui n’est pas un moment du parcours : serait-ce « { $nearest } » ? Boucle connaît { $known }.
    }
intake-language-unknown = « { $field } » vaut « { $value } », qui n’est pas une langue : écrire un code comme fr ou en, ou laisser vide.
intake-contact-unknown = « { $field } » vaut « { $value } » : écrire oui ou non, ou laisser vide si la question n’a pas été posée au client.
intake-amount-unknown = « { $field } » vaut « { $value } », qui n’est pas un montant : l’écrire comme 1234,50.
intake-number-two-ways = « { $field } » vaut « { $value } », qui peut se lire de deux façons : l’écrire sans séparateur de milliers, comme 1234 ou 1.234.
intake-currency-unknown = « { $field } » vaut « { $value } », qui n’est pas une devise : écrire un code comme EUR ou GBP.

intake-file-missing = « { $file } » n’existe pas : vérifier le nom et le dossier.
intake-file-folder = « { $file } » est un dossier : nommer un fichier qu’il contient.
intake-file-unreadable = « { $file } » ne peut être lu ({ $why }) : vérifier qui a le droit de l’ouvrir.
intake-file-broken = « { $file } » est abîmé dès le début : le récupérer à nouveau.
intake-file-not-utf8 = « { $file } » n’est ni entièrement en UTF-8 ni en Windows-1252 : l’enregistrer à nouveau en UTF-8.
intake-file-empty = « { $file } » est vide : l’exporter à nouveau.
intake-file-foreign = « { $file } » est { $kind ->
        [workbook] un classeur Excel ou LibreOffice : l’enregistrer en « CSV UTF-8 » et importer celui-ci.
        [pdf] un PDF : exporter les retours en CSV ou en JSON.
       *[packed] compressé d’une façon que Boucle n’ouvre pas : le décompresser, ou le compresser en .gz.
    }
intake-file-header-missing = La première ligne de « { $file } » ne nomme ni « text » ni « score » (on y lit : { $line }) : donner un nom à chaque colonne dans la première ligne.
intake-file-same-columns = « { $file } » a deux colonnes appelées « { $columns } » : en renommer une.
intake-file-document-too-large = « { $file } » est un seul document JSON de plus de { $megabytes } Mo : l’exporter en JSON Lines, un objet par ligne.

intake-line-not-json = Cette ligne n’est pas du JSON à partir du signe { $column } : la corriger, ou exporter à nouveau le fichier.
intake-line-not-an-object = Ce n’est pas un objet avec des champs, comme {"{"}"text": "…"{"}"}.
intake-line-too-long = Cette ligne dépasse un million de caractères : manque-t-il une fin de ligne ?
intake-line-too-few-cells = { $found } cellules au lieu de { $expected } : manque-t-il un séparateur ou un guillemet ?
intake-line-too-many-cells = { $found } cellules au lieu de { $expected } : mettre entre guillemets le texte qui contient un séparateur.
intake-line-quote-open = Le guillemet ouvert sur cette ligne ne se ferme jamais, ou sa cellule est beaucoup trop longue : ajouter le guillemet fermant.
intake-line-not-utf8 = Cette ligne n’est pas en UTF-8, alors que les précédentes l’étaient : enregistrer à nouveau le fichier en UTF-8.
intake-line-unknown-encoding = Les caractères de cette ligne ne sont ni de l’UTF-8 ni du Windows-1252 : enregistrer à nouveau le fichier en UTF-8.
intake-line-file-broken = Le fichier s’interrompt ici ; ce qui précède a été lu : le récupérer et l’importer à nouveau, rien ne sera pris deux fois.
intake-line-document-broken = Le JSON est abîmé à partir d’ici ; ce qui précède a été lu : corriger et importer à nouveau, rien ne sera pris deux fois.

intake-rejected-line = Ligne refusée
intake-rejected-content = Tel quel
intake-rejected-reason = Pourquoi refusée
intake-rejected-not-written = Les lignes refusées n’ont pu être écrites dans « { $file } » ({ $why }) : faire de la place ou choisir un dossier où l’on peut écrire, puis importer à nouveau.
