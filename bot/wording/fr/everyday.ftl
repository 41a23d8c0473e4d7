# Les paroles du matin, les rappels, et ce qui se tape après /boucle.

round-header = Bonjour 👋 { $customers ->
    [one] Un client
   *[other] { $customers } clients
} ce matin{ $thanks ->
    [0] .
    [all] , pour dire merci.
    [one] , dont un merci.
   *[other] , dont { $thanks } mercis.
}
round-waiting = { $waiting ->
    [one] Un autre attend.
   *[other] { $waiting } autres attendent.
}
round-see = Voir
waiting-title = En attente
list-title = { $department } : { $cases ->
    [0] aucun retour ouvert
    [one] un retour ouvert
   *[other] { $cases } retours ouverts
}
# Le nom mène à la carte.
list-line = *{ $case }* « { $words } » · { $about } · { $day }
list-unknown = Aucun service ne s’appelle « { $given } ». Il y a : { $departments }.
list-more = … et { $more } de plus
list-empty = Rien n’attend. 🌿

nudge-header = { $lines ->
    [one] Une chose vous attend aujourd’hui.
   *[other] { $lines } choses vous attendent aujourd’hui.
}
nudge-untaken = { $case } ({ $about }) : personne ne s’en occupe encore.
nudge-plan = { $case } ({ $about }) : qu’est-ce qu’on fait, et pour quand ?
nudge-answer = { $case } ({ $about }) : ce client attend une réponse.
nudge-action-tomorrow = { $case } : « { $what } » est prévu pour demain, { $day }.
nudge-action-today = { $case } : « { $what } » est prévu pour aujourd’hui.
nudge-action-late = { $case } : « { $what } » était prévu pour { $day }. Le rendre au service est possible aussi.
nudge-promise-tomorrow = { $case } : { $day } a été annoncé au client, c’est demain.
nudge-promise-today = { $case } : c’est aujourd’hui que ce client attend des nouvelles.
nudge-promise-late = { $case } : { $day } a été annoncé au client, c’est passé. Une nouvelle date, ou le rendre au service ?
nudge-done = C’est fait
nudge-tell-done = C’est fait
nudge-new-date = Nouvelle date
nudge-hand-back = Rendre au service

today-mine = { $cases ->
    [0] Aucun retour entre vos mains.
    [one] Un retour entre vos mains
   *[other] { $cases } retours entre vos mains
}
today-untaken = { $department } : { $cases ->
    [one] un retour à prendre
   *[other] { $cases } retours à prendre
}
brief-title = { $customers ->
    [0] Aucun client cette semaine.
    [one] Un client à emmener en réunion demain
   *[other] { $customers } clients à emmener en réunion demain
}
show-unknown = Aucun retour ne s’appelle { $case }. Par exemple : `/boucle voir C-12`.
show-private = { $case } est réservé aux référents.
status-title = { $cases ->
    [0] Aucun retour ouvert
    [one] Un retour ouvert
   *[other] { $cases } retours ouverts
}
status-collect = { $cases } à lire
status-read = { $cases } à lire
status-route = { $cases } à orienter
status-share = { $cases } à montrer
status-take = { $cases } à prendre
status-act = { $cases } à décider
status-answer = { $cases ->
    [one] { $cases } réponse à écrire
   *[other] { $cases } réponses à écrire
}
status-follow-up = { $cases ->
    [one] { $cases } engagement à tenir
   *[other] { $cases } engagements à tenir
}
status-close = { $cases } à boucler
status-notices = { $waiting ->
    [0] Rien en route
    [one] Un envoi en route
   *[other] { $waiting } envois en route
} · à confirmer : { $held } · non partis : { $dead }
stuck-held = ❓ Arrivé ou non ? { $what } ({ $why })
stuck-dead = ⚠️ Non parti : { $what } ({ $why })
stuck-post = ce qui devait être publié dans { $where } { $case }
stuck-arrived = C’est arrivé
stuck-again = Renvoyer
stuck-taken-as-arrived = C’est noté : arrivé, rien ne repart.
stuck-sent-again = C’est reparti.
command-unknown = Cette commande n’existe pas. `{ $command } aide` les montre toutes.
command-help =
    Les mots des clients arrivent chaque matin dans le salon du service responsable. Sous chacun, un bouton : la prochaine étape.
    `{ $command } aujourdhui` : ce qui vous attend, ce qui est à prendre
    `{ $command } bref` : trois clients à emmener en réunion demain
    `{ $command } ajouter` : un retour entendu en personne
    `{ $command } liste` : les retours ouverts (`{ $command } liste facturation`)
    `{ $command } sujets` : ce qui revient chez plusieurs clients
    `{ $command } améliorer débité deux fois`, `améliorations` : corriger pour tous, et dire à chacun que c’est fait
    `{ $command } voir C-12` : tout sur un retour
    `{ $command } prendre C-12`, `rendre C-12`, `transmettre C-12 facturation pourquoi` : sans quitter son canal
    `{ $command } etat` : où en sont les boucles
    `{ $command } pause`, `reprendre` : pour les référents, arrêter tout ce qui sort de Boucle, laisser repartir
    `{ $command } semaine` : la semaine des clients
    Sur une carte : 🙋 je m’en occupe · ✅ c’est fait · ↩️ transmettre · 🙏 transmettre le merci · 🗂️ sans réponse nécessaire. Retirer 🙋 rend le retour.
