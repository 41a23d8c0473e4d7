# Les erreurs de journey.yaml, chacune avec son remède ; et les causes d’une entreprise qui n’a pas listé les siennes.

journey-line = { $file }, ligne { $line } :
journey-colon = {" "}:{" "}

## Le fichier entier
journey-not-utf8 = ce fichier n’est pas du texte UTF-8. Enregistrez-le de nouveau en « UTF-8 » dans votre éditeur.
journey-too-large = ce fichier dépasse 500 000 caractères : ce n’est sûrement pas une carte du parcours. Est-ce le bon fichier ?
journey-nothing-there = le fichier est vide. Partez de l’exemple qu’écrit « boucle init ».
journey-strange-character = cette ligne contient un caractère qu’aucun texte ne peut contenir. Effacez-le et retapez-le.
journey-bad-escape = le \u ou \U entre ces guillemets ne désigne aucun caractère. Utilisez des apostrophes ('…'), où \ n’a pas de sens particulier.
journey-two-documents = un second « --- » commence ici. La carte tient en un seul document : supprimez cette ligne.
journey-anchor = « &nom » et « *nom » ne s’emploient pas ici. Écrivez le passage en entier, ou mettez entre guillemets un texte qui commence par & ou *.
journey-too-deep = trop de niveaux imbriqués. Vérifiez les retraits et les crochets.
journey-tab = une tabulation précède le texte. Décalez avec des espaces (deux par niveau).
journey-syntax = cette ligne est illisible. Comparez son retrait avec la ligne précédente, et mettez entre "guillemets droits" tout texte qui contient : # ou des guillemets.
journey-syntax-colon = un deux-points de trop, ou une ligne trop décalée. Mettez entre guillemets un texte qui contient « : ».
journey-syntax-no-colon = il manque un deux-points après la clé : écrivez « clé: valeur ».
journey-syntax-open-quote = le guillemet ouvert ici n’est jamais fermé. Ajoutez le " ou le ' manquant.
journey-syntax-first-character = un texte ne peut pas commencer par ce caractère (@, `, %…). Mettez le texte entre guillemets.
journey-syntax-open-bracket = le crochet ouvert ici n’est jamais fermé, ou il manque une virgule. Ajoutez le ] ou le {"}"} manquant.

## Les clés
journey-unknown-key = « { $given } » n’est pas une clé possible ici. Au choix : { $allowed }.
journey-unknown-key-nearest = « { $given } » n’est pas une clé possible ici. Vouliez-vous dire « { $nearest } » ?
journey-missing-key = il manque « { $missing } ». Ajoutez cette clé.
journey-repeated-key = cette clé figure déjà ligne { $first }. Gardez l’une des deux.
journey-strange-key = une clé doit être un simple mot. Mettez entre guillemets un texte qui commence par {"{"} ou [.
journey-bad-key = « { $given } » ne peut pas servir de clé. Employez des minuscules sans accent, des chiffres, - et _, cinquante au plus.
journey-twice = « { $given } » est déjà pris. Donnez à chacun sa propre clé.

## La forme des valeurs
journey-empty = rien n’est écrit ici. Complétez, ou supprimez la ligne.
journey-not-a-mapping = il faut ici des clés et des valeurs, une par ligne : « clé: valeur ».
journey-not-a-list = il faut ici une liste : [un, deux], ou un élément par ligne après « - ».
journey-not-a-text = il faut ici un texte. S’il contient « : » ou « # », mettez-le entre guillemets.
journey-not-a-flag = « { $given } » n’est ni vrai ni faux. Écrivez true (vrai) ou false (faux).
journey-not-a-whole-number = « { $given } » n’est pas un nombre entier de { $least } à { $most }.
journey-not-a-share = « { $given } » n’est pas une part. Écrivez 90 %, ou un nombre de 0 à 1 comme 0.9, avec un point.
journey-unknown-word = « { $given } » n’est pas possible ici. Au choix : { $allowed }.
journey-unknown-word-nearest = « { $given } » n’est pas possible ici. Vouliez-vous dire « { $nearest } » ?
journey-long-name = ce nom est trop long pour les menus de Slack. Restez à { $most } caractères au plus.
journey-not-a-time = « { $given } » n’est pas une heure. Écrivez-la ainsi : "{ $nearest }".
journey-not-a-weekly-time = « { $given } » n’est pas un jour suivi d’une heure. Écrivez "Fri 16:00" ou "ven 16:00".
journey-not-a-duration = « { $given } » n’est pas une durée. Écrivez un nombre suivi de h (heures) ou de d (jours) : 4h, 48h, 5d.
journey-not-working-hours = « { $given } » ne sont pas des heures de travail. Écrivez-les ainsi : "Mon-Fri 09:00-18:00".
journey-not-holidays = « { $given } » n’est ni un pays ou une région aux jours fériés connus, ni un jour. Écrire FR, FR-57, GB-SCT ou 2026-12-24.
journey-unknown-timezone = « { $given } » n’est pas un fuseau horaire. Écrivez par exemple Europe/Paris ou Europe/London.
journey-unknown-timezone-nearest = « { $given } » n’est pas un fuseau horaire. Vouliez-vous dire « { $nearest } » ?
journey-unknown-language = « { $given } » n’est pas une langue de cette carte : { $allowed }.
journey-unknown-language-nearest = « { $given } » n’est pas une langue de cette carte. Vouliez-vous dire « { $nearest } » ?
journey-no-words = la liste pour « { $language } » est vide : les paroles dans cette langue ne seraient pas reconnues. Ajoutez ce que disent les clients, ou supprimez la ligne.

## Les personnes, les services, les points de contact
journey-not-a-person = « { $given } » n’est pas une adresse e-mail. Écrivez lea@entreprise.fr, un identifiant Slack (U012AB3CD) ou un groupe entre guillemets ("@referents-cx").
journey-unknown-department = « { $given } » n’est pas un service de cette carte. Au choix : { $allowed }.
journey-unknown-department-nearest = « { $given } » n’est pas un service de cette carte. Vouliez-vous dire « { $nearest } » ?
journey-unknown-touchpoint = « { $given } » n’est pas un point de contact de cette carte. Au choix : { $allowed }.
journey-unknown-touchpoint-nearest = « { $given } » n’est pas un point de contact de cette carte. Vouliez-vous dire « { $nearest } » ?
journey-former-key-in-use = « { $given } » est encore utilisé ; « was » ne contient que des clés disparues. Retirez-le.
journey-empty-channel = aucun canal n’est indiqué. Un nom qui commence par # se met entre guillemets : "#voix-facturation".
journey-bad-channel = « { $given } » n’est pas un canal. Écrivez-le avec # et en minuscules, sans espace : "{ $nearest }".
journey-shared-channel = { $channel } est déjà le canal de « { $first } ». Donnez à chaque service le sien.
journey-bad-reaction = « { $given } » n’est pas un nom d’emoji. Écrivez son nom comme dans Slack : { $usual }.
journey-reaction-twice = « { $given } » veut déjà dire « { $first } ». Choisissez un autre emoji.

## Pourquoi cela s’est mal passé, comme le demande le formulaire au moment de boucler
journey-cause-said-unclearly = Nous ne l’avons pas dit clairement
journey-cause-not-as-announced = Ce n’était pas ce que nous avions annoncé
journey-cause-took-too-long = Cela a pris trop de temps
journey-cause-lost-between-us = C’est resté coincé entre deux services
journey-cause-did-not-work = Quelque chose n’a pas fonctionné
journey-cause-rule-in-the-way = Une de nos règles a fait obstacle
journey-cause-expected-otherwise = Nous n’avions pas compris ce qui était attendu
map-broken = La carte du parcours contient des erreurs : la dernière version correcte reste utilisée jusqu’à ce qu’elles soient corrigées.
