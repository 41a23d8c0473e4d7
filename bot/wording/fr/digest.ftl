# La semaine des clients : ce que dit le bilan, dans son canal, sur sa page et dans son image.

digest-title = La semaine des clients
digest-notification = La semaine des clients : { $heard ->
        [0] personne ne s’est exprimé.
        [one] un retour entendu, { $acted } suivis d’effet, { $told } avec réponse.
       *[other] { $heard } retours entendus, { $acted } suivis d’effet, { $told } avec réponse.
    }

digest-voices = Dans leurs mots
digest-no-voices = Pas de paroles à montrer cette semaine.
digest-unplaced = à orienter
digest-voice-done = C’est fait : { $done }
digest-voice-doing = Ce qu’on fait : { $done }
digest-voice-promised = Engagement : { $day }
digest-voice-open = Attend encore une suite
digest-voice-told = Réponse envoyée
digest-voice-told-by-phone = Réponse donnée par téléphone
digest-voice-cannot-be-reached = Impossible à joindre
digest-voice-none-needed = Sans réponse nécessaire
digest-voice-thanked = Remercié
digest-voice-helped = Le client : « Oui, ça m’a aidé. »
digest-voice-not-helped = Le client : « Non, ça ne m’a pas aidé. »
digest-voice-said-back = Le client : « { $words } »

digest-journey = Leur parcours
digest-stages = Étapes
digest-touchpoints = Points de contact
digest-heard = retours
digest-felt = ressenti
digest-before = semaine d’avant
digest-too-few = moins de cinq
digest-mood-great = très bon
digest-mood-good = plutôt bon
digest-mood-mixed = partagé
digest-mood-low = plutôt difficile
digest-mood-bad = difficile
digest-better = mieux que la semaine d’avant
digest-worse = moins bien que la semaine d’avant
digest-same = comme la semaine d’avant

digest-customers = Ce qui leur est revenu
digest-helped = { $part } sur { $whole } disent que ça les a aidés
digest-nobody-said-helped = Personne ne nous a encore dit si cela avait aidé
digest-told-in-time = { $part } sur { $whole } avec réponse en moins de 48 h
digest-promises = Engagements : { $parts }
digest-promises-kept = { $number ->
        [one] un tenu
       *[other] { $number } tenus
    }
digest-promises-moved = { $number ->
        [one] un reporté en prévenant
       *[other] { $number } reportés en prévenant
    }
digest-promises-missed = { $number ->
        [one] un manqué
       *[other] { $number } manqués
    }
digest-thanks = { $number ->
        [one] Un merci transmis
       *[other] { $number } mercis transmis
    }
digest-reopened = { $number ->
        [one] Un retour rouvert
       *[other] { $number } retours rouverts
    }

digest-since-last = Après la semaine racontée la dernière fois, et comptés avec elle : { $heard }, { $told }
digest-since-heard = { $number ->
        [0] aucun nouveau retour
        [one] un retour de plus
       *[other] { $number } retours de plus
    }
digest-since-told = { $number ->
        [0] aucun client avec réponse
        [one] un client avec réponse
       *[other] { $number } clients avec réponse
    }

digest-causes = Pourquoi cela s’est mal passé
digest-waiting-total = { $number ->
        [0] Personne n’attend de suite de notre part.
        [one] Un client attend encore une suite de notre part.
       *[other] { $number } clients attendent encore une suite de notre part.
    }
digest-waiting-elsewhere = ailleurs
digest-silent = Là où personne ne s’est exprimé
digest-silent-between = Les entre-deux, là où le silence cache le plus : { $names }
digest-silent-others = Aucune parole sur : { $names }
digest-more = { $number ->
        [one] et un autre
       *[other] et { $number } autres
    }

digest-funnel = Notre propre boucle
digest-heard-acted-told = { $heard } entendus · { $acted } suivis d’effet · { $told } avec réponse
digest-without-words = { $number ->
        [one] Un de ces retours était sans mots (une note seule).
       *[other] { $number } de ces retours étaient sans mots (une note seule).
    }
digest-nothing = Personne ne s’est exprimé cette semaine. Le silence aussi dit quelque chose : demandons-nous assez ?
digest-step-collect = nouveaux
digest-step-read = compris
digest-step-route = orientés
digest-step-share = montrés
digest-step-take = pris en charge
digest-step-act = suivis d’effet
digest-step-answer = avec réponse
digest-step-follow_up = avec suivi
digest-step-close = bouclés
digest-open-page = Lire toute la semaine

digest-picture-title = Ce que les clients ont vécu, étape par étape
digest-picture-alt = Courbe du ressenti des clients, d’étape en étape de leur parcours. Les mêmes chiffres sont dans le tableau.
digest-picture-good =
    beaux
    moments
digest-picture-bad =
    moments
    gâchés
digest-picture-before = la semaine d’avant
digest-picture-heard = { $heard } retours
digest-picture-few = moins de cinq
