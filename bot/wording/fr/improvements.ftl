# Corriger pour tous : une action, beaucoup de clients, chacun prévenu.

improve-theme = Corriger pour tous
more-improve = Corriger pour tous
more-leave = Sortir de l’amélioration
button-improvement = Voir { $improvement }
card-closed-hears = sera au courant quand { $improvement } sera faite
card-closed-is-to-hear = { $improvement } est faite : reste à prévenir
card-closed-heard = au courant depuis le { $day } que { $improvement } est faite
card-fixed-for-others = { $improvement } s’en occupe pour eux
improvement-title = Corriger pour tous
improvement-intro = Une seule action pour tous ces clients ; quand elle sera faite, chacun aura sa réponse.
improvement-which = Où les ajouter ?
improvement-new = Nouvelle amélioration
improvement-which-customers = Quels clients ?
improvement-more-cases = et aussi
improvement-closed-cases = Déjà bouclés : prévenus quand ce sera fait, ils restent bouclés
improvement-put-off = réponse « pas maintenant », bouclé le { $day }
improvement-closed-on = bouclé le { $day }
improvement-told-on = déjà au courant depuis le { $day }
improvement-rest-label = Et avec eux
improvement-rest = { $customers ->
    [one] un autre client qui le dit aussi
   *[other] les { $customers } autres qui le disent aussi
}
improvement-yet-more = … et { $more } de plus qui leur ressemblent ; d’autres mots resserrent la liste.
improvement-known = { $customers ->
    [one] L’un d’eux est déjà au courant depuis le { $day } : rien de plus ne lui est écrit.
   *[other] { $customers } d’entre eux sont déjà au courant, depuis le { $day } ou avant : rien de plus ne leur est écrit.
}
improvement-what = Que va-t-on changer ?
improvement-what-needed = Que va-t-on changer ? Une phrase suffit.
improvement-said-fr = Aux clients, en français
improvement-said-en = Aux clients, en anglais
improvement-said-hint = Une phrase avec leurs mots, comme « Un double prélèvement est désormais bloqué. » Elle peut attendre que ce soit fait.
improvement-field-cost = Coût estimé
improvement-field-revenue = Revenu préservé par an
improvement-field-hours = Heures gagnées par mois
improvement-figure-wrong = Un nombre, comme 1200 ou 1200 €.
improvement-nobody-ticked = Il faut au moins un client.
improvement-search = Chercher d’autres mots
improvement-search-hint = Avec d’autres mots, la liste revient complétée avant d’enregistrer.
improvement-cases-title = Qui est concerné ?
improvement-cases-intro = { $inside ->
    [one] Un client en fait partie (coché).
   *[other] { $inside } clients en font partie (cochés).
} { $others ->
    [0] Personne d’autre ne semble concerné.
    [one] Un autre l’est peut-être.
   *[other] { $others } autres le sont peut-être.
}
improvement-done-title = C’est fait
improvement-done-submit = C’est fait
improvement-drop-title = Abandonner ?
improvement-drop-sure = { $customers ->
    [one] Son client redevient un retour à part.
   *[other] Ses { $customers } clients redeviennent des retours à part.
} { $promised ->
    [0] Aucun n’attend de date.
    [one] L’un d’eux attend une date promise : elle reste à tenir.
   *[other] { $promised } d’entre eux attendent une date promise : elle reste à tenir.
}

improvement-noted = { $improvement } : { $customers ->
    [one] un client
   *[other] { $customers } clients
}, au plus tard { $due }.
improvement-changed = Noté : { $improvement }, au plus tard { $due }.
improvement-delayed = Noté : { $improvement }, au plus tard { $due }. { $customers ->
    [one] Un client attend une autre date : il reste à le prévenir.
   *[other] { $customers } clients attendent une autre date : il reste à les prévenir.
}
improvement-noted-done = { $improvement } est faite. Il reste à le dire aux clients.
improvement-noted-dropped = { $improvement } est abandonnée ; ses retours sont de nouveau à part.
improvement-cases-noted = { $improvement } : { $joined ->
    [0] personne de plus
    [one] un client de plus
   *[other] { $joined } clients de plus
}, { $left ->
    [0] personne de moins
    [one] un client de moins
   *[other] { $left } clients de moins
}.
improvement-unknown = « { $given } » n’est pas une amélioration connue.

improvement-notification = 🛠️ { $improvement } · amélioration
improvement-open = { $name } s’en occupe · au plus tard { $due }
improvement-free = { $name } · au plus tard { $due }
improvement-done = ✔︎ fait le { $day } · { $name }
improvement-dropped = abandonnée
improvement-customers = { $customers ->
    [0] aucun client
    [one] un client
   *[other] { $customers } clients
}
improvement-customers-are = Clients : { $names }
improvement-line = { $what } : { $who }
improvement-cost = coût { $amount }
improvement-revenue = { $amount } préservés par an
improvement-hours = { $hours } h gagnées par mois
improvement-mood = { $place }, depuis que c’est fait : { $felt } · avant : { $before }
improvement-mood-unknown = { $place } : trop peu de clients depuis pour dire ce qui a changé
improvement-asked = 👥 Un message à tous, écrit par { $name }, attend une deuxième lecture
improvement-it-is-done = C’est fait
improvement-tell = Prévenir les clients
improvement-who-else = Qui d’autre ?
improvement-show = Voir
improvement-more-change = Changer
improvement-more-stuck = Je suis bloqué·e
improvement-more-drop = Abandonner
improvement-more-show = Tout voir
improvement-tell-many = { $customers ->
    [one] Relire, puis envoyer à un client
   *[other] Relire, puis envoyer à { $customers }
}
improvement-tell-each = Un par un ({ $customers })
improvement-close-unreached = Boucler les injoignables ({ $customers })
improvements-title = { $improvements ->
    [0] Rien n’est encore corrigé pour tous
    [one] Une amélioration
   *[other] { $improvements } améliorations
}
improvements-how = Pour en commencer une : `/boucle améliorer débité deux fois`, `/boucle sujets`, ou « Corriger pour tous » sous un retour.

improvement-change-started = commencée
improvement-change-changed = changée
improvement-change-delayed = nouvelle date
improvement-change-stuck = bloquée
improvement-change-done = faite
improvement-change-dropped = abandonnée
improvement-change-asked = relecture demandée
improvement-change-told = clients prévenus
improvement-change-joined = des clients de plus
improvement-change-came-back = sans personne
improvement-change-left = des clients de moins

telling-doing = Dire ce qu’on fait
telling-new-date = Donner la nouvelle date
telling-done = Dire que c’est fait
letter-told = { $customers } au courant
letter-on-its-way = { $customers } en route
letter-together = { $customers ->
    [one] un message prêt
   *[other] { $customers } messages prêts
}
letter-alone = { $customers } à relire un par un
letter-waits-reader = { $customers ->
    [one] un attend une deuxième lecture
   *[other] { $customers } attendent une deuxième lecture
}
letter-along = { $customers ->
    [one] un autre retour des mêmes clients
   *[other] { $customers } autres retours des mêmes clients
}
letter-later = { $customers ->
    [one] un déjà bouclé, prévenu quand ce sera fait
   *[other] { $customers } déjà bouclés, prévenus quand ce sera fait
}
letter-by-hand = { $customers } à joindre autrement
letter-unsaid = { $customers } sans phrase dans leur langue
letter-why-closed = plus rien ne peut lui être écrit (accord, adresse ou « stop ») ; il reste bouclé
letter-stuck = { $customers ->
    [one] un envoi à confirmer
   *[other] { $customers } envois à confirmer
}
letter-cannot = { $customers ->
    [one] un ne peut pas être prévenu
   *[other] { $customers } ne peuvent pas être prévenus
}
letter-apart = { $customers ->
    [one] un bouclé à part
   *[other] { $customers } bouclés à part
}

letters-title = Prévenir les clients
letters-one-title = Un client après l’autre
letters-intro = { $customers ->
    [one] *Un client recevra son message*, dans sa langue.
   *[other] *{ $customers } clients recevront chacun leur message*, dans leur langue, sur leur propre point.
}
letters-sample = Exemple { $number } sur { $of }, mot pour mot
letters-to-whom = À qui
letters-rest-later = Ils partent par vagues ; le message de suivi les compte.
letters-more-whom = … et { $more } de plus ; la fenêtre de { $improvement } les nomme.
letters-send = Envoyer à tous
letters-left = { $case } · encore { $left }
letters-was-closed = déjà bouclé avec une autre réponse : il le reste
letters-by-hand = Aucun mail ne joint ce client : l’appeler, ou copier ce texte là où il a écrit.
letters-send-one = Envoyer ce message
letters-edit = Changer les mots
letters-called = J’ai appelé
letters-copied = C’est copié
letters-later = Plus tard
letters-take-out = Sortir de la liste
letters-none-left = Plus personne à relire un par un.
letters-sent = { $improvement } : { $customers ->
    [one] un message part.
   *[other] { $customers } messages partent.
}
letters-asked = { $improvement } : rien n’est encore parti, une deuxième personne relit d’abord.
letters-reading = 👥 { $improvement } : un message à tous ses clients attend une deuxième lecture
letters-each-reading = 👥 { $improvement } : des messages rédigés un par un par { $name } attendent une deuxième lecture
letters-read-each = Les relire un par un
letters-reading-left = { $left ->
    [one] { $case } · le dernier
   *[other] { $case } · encore { $left } ; ensuite { $names }
}
letters-reading-none-left = { $waiting ->
    [0] Merci : tout est relu.
    [one] Un reste pour plus tard.
   *[other] { $waiting } restent pour plus tard.
}
letters-closed = { $customers ->
    [0] Rien à boucler : les autres peuvent encore être joints.
    [one] Un retour bouclé : client injoignable.
   *[other] { $customers } retours bouclés : clients injoignables.
}

draft-improvement-done =
    { $greeting }

    Vous nous avez écrit{ $about }. { $sorry }

    Vous l’avez dit, voici ce que nous avons fait :
    → { $what }

    Si quelque chose reste à régler, il suffit de nous le dire.
draft-improvement-since =
    { $greeting }

    Il y a quelque temps, vous nous avez écrit{ $about }. Nous ne l’avons pas oublié.

    Vous l’avez dit, voici ce que nous avons fait depuis :
    → { $what }

    Si quelque chose reste à régler, il suffit de nous le dire.
draft-improvement-later =
    { $greeting }

    Nous vous devions des nouvelles{ $about }. Ce n’est pas encore terminé, et mieux vaut vous le dire que vous laisser attendre. Nous le regrettons.

    Nouvelle date, au plus tard { $day } :
    → { $what }
subject-improvement-done = Vous l’avez dit, nous l’avons fait
subject-improvement-since = Vous l’avez dit, nous l’avons fait
subject-improvement-later = Votre retour : une nouvelle date

fact-joined = fait partie d’une amélioration
fact-left = sorti de l’amélioration
fact-moved-on = l’amélioration a changé
fact-improved = l’amélioration est faite

word-improvement-given = 🛠️ { $by } vous confie l’amélioration { $improvement } : { $what }, au plus tard { $due }.
word-improvement-back = 🛠️ Personne n’a plus { $improvement } : { $what }, au plus tard { $due }. « Changer » lui donne quelqu’un.
word-improvement-aside = 🛠️ { $improvement } : { $customers ->
    [one] un message n’est pas parti, quelque chose y a changé
   *[other] { $customers } messages ne sont pas partis, quelque chose y a changé
} depuis leur approbation. À relire.
word-improvement-stuck = 🚧 { $improvement } est bloquée ({ $on }) : { $what }

nudge-improvement-tomorrow = { $improvement } est pour demain : { $what }
nudge-improvement-today = { $improvement } est pour aujourd’hui : { $what }
nudge-improvement-late = { $improvement } était pour { $day } : { $what }
nudge-improvement-untold = { $improvement } est faite, des clients attendent de le savoir : { $what }
nudge-improvement-waiting = { $improvement } : des clients attendent plus longtemps que promis d’en avoir des nouvelles : { $what }

digest-improvements = Vous l’avez dit, nous l’avons fait
digest-improvement = { $improvement } · { $what } · { $customers ->
    [0] moins de cinq clients
   *[other] { $told } au courant sur { $customers } clients
}
digest-improvement-earlier = dont { $customers } à qui nous avions d’abord répondu autrement
digest-improvement-mood = { $place } depuis : { $felt } (avant : { $before })

refused-improvement-over = { $improvement } est terminée : rien n’y change plus.
refused-in-another-improvement = { $case } fait déjà partie de { $improvement }.
refused-not-one-of-many = { $case } demande une réponse à part.
refused-told-before = Rien n’est parti : ce client est déjà au courant de { $improvement }.
refused-all-not-as-shown = Rien n’est parti : quelque chose a changé depuis l’aperçu de { $improvement }. Le rouvrir montre ce qui partirait maintenant.
refused-nobody-to-tell = { $improvement } : plus personne à prévenir ensemble.
refused-nobody-found = Aucun retour ouvert ne dit « { $words } ». Essayer d’autres mots, ou `/boucle sujets`.
refused-nothing-to-read = { $improvement } : plus rien n’attend de deuxième lecture.
