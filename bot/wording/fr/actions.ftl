# Ce qu’on fait d’un retour : prévu, changé, bloqué, abandonné, fait.

card-action-open = ▸ { $what } · { $name } · { $due }
card-action-done = ✔︎ { $what } · { $name } · fait
card-action-dropped = ✖︎ { $what } · abandonné
card-action-not-now = ✋ Pas maintenant : { $what }
action-nobody = à reprendre
action-link-shown = suivi
action-stuck = ⛔ bloqué : { $on }

action-kind = De quoi s’agit-il ?
action-kind-real-change = Un vrai changement
action-kind-quick-win = 🌱 Un geste rapide
action-kind-not-now = Pas maintenant
action-kind-hint = « Pas maintenant » se passe de date : dire plus haut, franchement, pourquoi. Ce client pourra l’entendre.
action-not-now-noted = Noté pour { $case } : pas maintenant. Reste à dire pourquoi au client, simplement.
action-link = Lien vers l’outil de suivi
action-link-wrong = Un lien commence par https:// et ne contient pas d’espace.
action-state = Où en est-on ?
action-state-goes-on = C’est en cours
action-state-done = C’est fait
action-state-dropped = C’est abandonné

actions-another = Prévoir autre chose
actions-change = Changer
actions-stuck = Je suis bloqué·e

stuck-title = Je suis bloqué·e
stuck-on = Qu’est-ce qui bloque ?
stuck-why = En quelques mots
stuck-who-reads = Les référents le lisent pour aider ; le bilan de la semaine le compte, sans aucun nom.
stuck-noted = Noté pour { $case }. Les référents voient ce qui bloque, pas qui l’a dit.
stuck-reassure = Dire qu’on s’en occupe toujours
stuck-new-date = Donner une nouvelle date
digest-blocks = Ce qui nous bloque
obstacle-rule = une de nos règles
obstacle-tool = un outil
obstacle-team = un autre service
obstacle-authority = une décision qui ne m’appartient pas

refused-action-over = Cette partie de { $case } est déjà faite ou abandonnée. « Ce qu’on fait… » permet de prévoir autre chose.
refused-already-theirs = { $by } s’occupe déjà de { $case }.

fact-handed-over = confié à un collègue
fact-changed = action changée
fact-stuck = quelque chose bloque
fact-dropped = action abandonnée

more-actions = Ce qu’on fait…

draft-answer-not-now =
    { $greeting }

    Vous nous avez écrit{ $about }. { $sorry }

    Nous n’allons pas changer cela pour l’instant, et nous préférons vous le dire simplement :
    → { $what }

    Vos mots restent auprès de l’équipe et compteront quand nous déciderons à nouveau.
subject-answer-not-now = Votre retour : notre réponse franche
