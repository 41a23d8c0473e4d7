# Les formulaires, leurs boutons, et ce que seule la personne qui agit peut lire.

form-save = Enregistrer
form-cancel = Annuler
form-close = Fermer
form-back = Modifier
form-pass-on = Transmettre
form-close-case = Boucler
form-add = Ajouter
form-we-promise = 🤝 Nous promettons : { $what }
form-you-may = ✋ Possible sans demander : { $what }

action-title = Ce qu’on fait
action-what = Qu’est-ce qui changerait vraiment la situation pour ce client ?
action-due = Pour quand ?
action-due-example = vendredi, demain 17 h, fin du mois…
action-taker = Qui s’en charge ?
action-noted = Noté pour { $case } : { $due }.

due-needs-a-day = Quel jour, précisément ? Par exemple « vendredi », « demain 17 h » ou « fin du mois ».
due-in-the-past = Cette date est passée. Quel jour à venir ?
due-not-understood = Cette date n’a pas été comprise. Par exemple : « vendredi », « 3 décembre » ou « dans 3 jours ».
due-holiday = Le { $day } est férié : le jour ouvré suivant est le { $next }.
due-day-off = Le { $day }, l’équipe ne travaille pas : le jour ouvré suivant est le { $next }.
due-another-day = Choisir un autre jour
due-too-far = Cette date est à plus de deux ans. Quel jour plus proche ?

answer-title-answer = Répondre au client
answer-title-thanks = Remercier le client
answer-title-follow-up = C’est fait : le dire
answer-title-new-date = Donner une nouvelle date
answer-way = Comment ?
answer-by-phone = J’ai appelé, ou dit en personne
answer-subject = Objet
answer-text = Message
answer-check-list = Répond à ce qui est dit ? Quoi, et quand ? Clair, sans reproche, sans jargon, sans données d’autrui ?
answer-promised = Date annoncée au client
answer-promised-hint = Le retour reste ouvert jusqu’à ce que le client apprenne que c’est fait. Vide : rien n’est promis.
answer-continue = Relire avant l’envoi
answer-left-open = Il reste un « … » à compléter.
answer-too-long = Trop long pour l’aperçu : à raccourcir un peu.
answer-the-customer = ce client
answer-send-to = Envoyer à { $name }
answer-send = Envoyer
preview-title = Exactement ce qui part
preview-subject = *Objet* : { $subject }
preview-promised = Engagement : { $day }

pass-on-title = Transmettre
pass-on-touchpoint = De quel moment du parcours s’agit-il ?
pass-on-touchpoint-hint = Boucle trouve ainsi le service responsable.
pass-on-department = … ou à quel service transmettre ?
pass-on-why = Pourquoi ?
pass-on-nowhere = Un moment du parcours ou un service, au choix.

close-title = Boucler
close-how = Comment cela se termine-t-il ?
close-cause = D’où cela venait-il ?
close-reason = Un mot de plus
close-reason-needed = Pourquoi aucune réponse n’est-elle nécessaire ?
no-reply-title = Sans réponse
no-reply-reason = Pourquoi aucune réponse n’est-elle nécessaire ?

add-title = Un retour entendu
add-words = Les mots du client
add-touchpoint = Moment du parcours
add-touchpoint-hint = Vide : Boucle cherche tout seul.
add-name = Nom du client
add-email = E-mail du client
add-email-hint = Seulement si ce client accepte une réponse.
add-email-wrong = Cette adresse n’en est pas une. Vide, elle convient aussi.
add-taken = Merci ! { $case } est chez { $department } ({ $channel }) et y sera montré dans les paroles du matin.
add-grave = Merci ! C’est transmis aux référents, et à personne d’autre.
add-counted = Merci ! C’est noté et compté ; sans message à traiter, rien n’est publié.

refused-already-taken = { $by } s’occupe déjà de { $case }.
refused-closed = { $case } est bouclé. Pour y revenir : « Rouvrir », derrière le menu de sa ligne.
refused-not-theirs = { $case } est entre d’autres mains.
refused-already-there = { $case } est déjà dans ce service.
refused-no-contact = Aucun message n’est parti : pour { $case }, il n’y a pas d’accord ou pas d’adresse.
refused-out-of-date = Rien n’est parti : le client a modifié ses mots depuis. À relire sur la carte de { $case }.
refused-promise-passed = Rien n’est parti : la date annoncée dans le message pour { $case } est passée. À relire, avec une date à venir.
refused-rehearsal = Rien n’est parti : le service est en répétition, aucun message ne quitte la maison.
refused-not-as-shown = Rien n’est parti : depuis l’aperçu, { $case } a changé d’adresse ou de service. Un nouvel aperçu le montrera.
refused-same-date = { $case } : cette date est déjà celle annoncée ; rien n’est parti une seconde fois.
refused-already-answered = { $case } a déjà sa réponse ; rien n’est parti une seconde fois.
refused-nothing-promised = { $case } : aucun engagement n’est en attente.
refused-promise-waits = { $case } : une date a été annoncée au client. D’abord « C’est fait » ou « Nouvelle date ».
refused-not-closed = { $case } est déjà ouvert.
refused-not-lead = C’est réservé aux référents.
refused-not-stuck = C’est déjà réglé.
not-opened = Slack n’a pas pu ouvrir le formulaire. Il suffit d’appuyer de nouveau.
not-done = Ce n’est pas fait : une erreur de notre côté. Rien n’a été modifié.
do-again = Réessayer
done-by-now = C’est fait entre-temps.
written-before = Ce que vous aviez écrit :
not-received = Rien n’a été fait : la mémoire de Boucle ne répond pas. Réessayez dans une minute.

ask-close = Oui, boucler
ask-finish = Oui, c’est fait
ask-pass-on = Transmettre à…
ask-no-reply = Dire pourquoi
reaction-done = Est-ce vraiment fini pour ce client ?
reaction-pass-on = À qui transmettre, et pourquoi ?
reaction-no-reply = Pourquoi aucune réponse n’est-elle nécessaire ?
reaction-done-action = « { $what } » : c’est fait ?
