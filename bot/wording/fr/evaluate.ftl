# `boucle evaluate` : la qualité de la lecture sur des retours étiquetés.

terminal-evaluate = à quel point Boucle lit bien des retours étiquetés
    .help = Lit un fichier de retours avec le bon point de contact en face de chaque texte, le cache à Boucle, et dit combien de fois il est retrouvé. « nowhere » comme point de contact dit qu’aucun de la carte ne convient.
    .file = fichier avec les colonnes text et touchpoint ; aussi language, channel et polarity si elles sont connues
    .learn = donner d’abord autant de corrections par point de contact, et mesurer le reste
    .example =
        boucle evaluate etiquetes.csv
        boucle evaluate etiquetes.jsonl --learn 10 --json
terminal-evaluate-progress = { $done } textes
terminal-evaluate-nothing = Rien à mesurer dans « { $file } » : il faut une colonne « touchpoint » avec des clés de la carte, ou « polarity ».
terminal-evaluate-nothing-left = Aucun point de contact n’a plus de { $corrections ->
        [one] { $corrections } texte
       *[other] { $corrections } textes
    } : une fois ceux-là appris, il ne reste rien à mesurer. Choisir un « --learn » plus petit, ou un fichier plus long.
terminal-evaluate-touchpoint = « { $given } » n’est pas un point de contact de la carte : vouliez-vous dire « { $nearest } » ? Si aucun ne convient, écrire « nowhere ».
terminal-evaluate-refused = { $number ->
        [one] Une ligne a été laissée de côté.
       *[other] { $number } lignes ont été laissées de côté.
    }
terminal-evaluate-by-meaning = Lu d’après les mots et le sens (boucle[semantic] ; BOUCLE_SEMANTIC=off ne lit que les mots).
terminal-evaluate-cold = Avec la carte seule ({ $count ->
        [one] un seul texte
       *[other] { $count } textes
    }) :
terminal-evaluate-learned = Après { $corrections ->
        [one] une correction
       *[other] { $corrections } corrections
    } ({ $count ->
        [one] le même texte
       *[other] les mêmes { $count } textes
    }) :
terminal-evaluate-score = juste { $accuracy } (moyenne des points de contact { $macro }) · parmi les trois premiers { $top3 } · confiance à { $error } près
terminal-evaluate-placed = orienté sans personne { $placed }, dont juste { $accuracy }
terminal-evaluate-coverage = juste parmi les plus sûrs { $shares }
terminal-evaluate-share = { $share } : { $right }
terminal-evaluate-off-map = moins sûr des { $count } qui ne relèvent de rien : { $share }
terminal-evaluate-by-language = Par langue :
terminal-evaluate-by-length = Par longueur :
terminal-evaluate-by-channel = Par canal :
terminal-evaluate-group = {"  "}{ $name } ({ $count }) : juste { $accuracy }, orienté { $placed }
terminal-evaluate-fr = français
terminal-evaluate-en = anglais
terminal-evaluate-other = autres langues
terminal-evaluate-short = courts (jusqu’à 60 caractères)
terminal-evaluate-middling = moyens (jusqu’à 250)
terminal-evaluate-long = longs
terminal-evaluate-polarity = Le bon distingué du mauvais par les mots : { $share }
terminal-evaluate-percent = { $number } %
terminal-use-corrections = « { $given } » n’est pas un nombre de corrections : donner un nombre de 0 à { $most }.

## Ce que dit boucle check des mots de la carte

terminal-lint-thin = { $number ->
        [0] aucun mot en « { $language } » : en donner au moins { $least }, ceux des clients.
        [one] un seul mot en « { $language } » : en donner au moins { $least }, ceux des clients.
       *[other] { $number } mots en « { $language } », c’est peu : en donner au moins { $least }, ceux des clients.
    }
terminal-lint-empty = rien n’est dit en « { $language } », les retours dans cette langue seront orientés au hasard : donner { $least } mots ou un exemple.
terminal-lint-shared = « { $word } » figure aussi à { $others } et les distingue mal : le garder là où il convient, ou le préciser.
terminal-lint-silent = sur { $number } retours, aucun n’est arrivé ici : en parle-t-on avec d’autres mots, ou bien personne n’interroge ces clients ?
terminal-suggest-title = Mots que vos corrections suggèrent : ajouter à journey.yaml ceux qui conviennent.
terminal-suggest-none = Aucun mot à suggérer encore : ils viennent des retours que les collègues transmettent ou prennent.
terminal-accepted = { $touchpoint }, { $language } : { $words }
terminal-accept-by-hand = « { $file } » est écrit d’une façon où les mots ne s’ajoutent pas seuls : prendre ceux de « boucle check --suggest ». Rien n’a été fait.
terminal-accept-not-written = « { $file } » ne peut pas être écrit ({ $why }). Rien n’a été fait.
