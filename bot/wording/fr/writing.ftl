# Écrire à un client : ce qu’on écrit, qui le relit, et ce qui se met en travers.

kind-answer = Réponse : ce qu’on fait
kind-acknowledgement = Accusé de réception : bien reçu, nouvelles avant…
kind-follow-up = Suivi : c’est fait
kind-new-date = Suivi : nouvelle date
kind-reassurance = Toujours en cours, avec la date
kind-thanks = Remerciement
kind-question = Une question au client
answer-kind = Que lui écrire ?
answer-title-acknowledgement = Dire « bien reçu »
answer-title-question = Poser une question
answer-title-reassurance = Toujours en cours
answer-public-personal = Tout le monde lira cette réponse : sans nom ni coordonnées, s’il vous plaît.
answer-written-lately = ✋ Le service { $department } a écrit à ce client ({ $day }, { $case }).
answer-proposed = Rien n’est encore parti : une deuxième personne relit d’abord le message pour { $case }.
answer-ask-reader = Demander une relecture
preview-read-first = 👥 Une deuxième personne relit d’abord : { $why }.
preview-then = Et ensuite ?
preview-keep-open = Envoyer, et garder ouvert
preview-close = Envoyer et boucler

warning-no-date = ⚠️ Une promesse sans date : quand, exactement ?
warning-somebody-else = ⚠️ Un nom, une adresse ou un numéro d’une autre personne s’y trouve peut-être.
warning-too-long = ⚠️ C’est long : l’essentiel tient en une minute de lecture.
warning-blame = ⚠️ Une tournure peut se lire comme un reproche.
warning-jargon = ⚠️ Un mot de la maison, que le client ne connaît pas.

why-first-messages = les premiers messages du service
why-reviewed = la règle du service
why-grave = contenu sensible
why-amount = un montant
why-liability = une responsabilité
why-press = la presse
why-health = la santé
why-law = le droit

reading-title = À relire
reading-asked = 👥 { $case } : un message au client attend une deuxième lecture
reading-why = Écrit par { $name } · à relire : { $why }
reading-approved = Merci : le message pour { $case } est en route.
reading-sent-back = C’est transmis. Rien n’est parti.
button-approve = Approuver et envoyer
button-send-back = Renvoyer avec un mot
button-read = Relire
button-rewrite = Reprendre le texte
word-title = Renvoyer avec un mot
word-what = Que faudrait-il changer ?
form-send-back = Renvoyer
published-title = Où est-ce publié ?
given-back-sent-back = ↩ { $name } a relu le message pour { $case } et propose de le reprendre. Rien n’est parti.
given-back-out-of-date = ↩ Le message pour { $case } n’est pas parti. { $why }

line-second-reading = 👥 Un message pour { $case }, écrit par { $name }, attend une deuxième lecture, par quiconque ne l’a pas écrit.
line-customer-replied = { $to }💬 Le client a répondu à la question.
line-held-back = { $to }✋ { $case } : le message approuvé n’est pas parti. { $why }
instead-refused-no-contact = Le client n’accepte plus d’être contacté, ou son adresse a disparu : boucler en disant pourquoi reste possible.
instead-refused-stopped = Ce client souhaite être laissé tranquille : plus rien ne lui est écrit. Ce qu’on corrige compte quand même.
instead-refused-written-lately = Nous avons déjà pris contact avec ce client il y a moins de 30 jours : attendre, ou joindre la réponse au premier échange.
instead-refused-rehearsal = Le service est en répétition : il repartira d’ici une fois en service.

card-acknowledged = « Bien reçu » envoyé · nouvelles promises : { $day }
card-asked = ❓ Question posée : attend la réponse du client
card-read-first = 👥 Un message attend une deuxième lecture
more-write = Écrire au client
message-question = Question
message-reassurance = Toujours en cours
fact-acknowledged = accusé de réception
fact-asked = question posée au client
fact-reassured = client rassuré : toujours en cours
fact-customer-replied = le client a répondu
fact-proposed = relecture demandée
fact-sent-back = renvoyé avec un mot
fact-held-back = message retenu, pas envoyé

draft-question =
    { $greeting }

    Vous nous avez écrit{ $about }. { $sorry }

    Pour bien faire, il nous manque une chose :
    → …
draft-grave =
    { $greeting }

    …
draft-reassurance =
    { $greeting }

    Nous nous occupons toujours de votre retour{ $about }. Ce n’est pas encore terminé, et nous ne l’oublions pas.

    Vous aurez de nos nouvelles { $day }.
subject-reassurance = Votre retour : nous nous en occupons toujours
subject-question = Votre retour : une question
mail-reply-here = Votre réponse, en quelques mots : { $link }

refused-stopped = Rien n’est parti : le client de { $case } souhaite être laissé tranquille. Ce qu’on corrige compte quand même ; boucler en disant pourquoi reste possible.
refused-written-lately = Rien n’est parti : nous avons déjà pris contact avec le client de { $case } il y a moins de 30 jours. Attendre, ou joindre la réponse au premier échange.
refused-case-went-on = Rien n’est parti : { $case } a changé depuis ce brouillon. Un nouveau brouillon en tiendra compte.
refused-already-acknowledged = { $case } : ce client sait déjà que c’est bien reçu ; rien n’est parti une seconde fois.
refused-already-asked = { $case } : une question attend déjà sa réponse.
refused-already-reassured = { $case } : ce client sait déjà qu’on s’en occupe, et pour quand ; rien n’est parti une seconde fois.
refused-no-second-reader = Rien n’est parti : une deuxième personne doit relire le message pour { $case }, et il n’y a qu’une personne ici. Inviter quelqu’un, ou donner un référent au service dans journey.yaml ; sans montant ni sujet délicat, « may_send: direct » avec « first_answers_reviewed: 0 » laisse partir les messages seuls. Appeler, puis choisir « J’ai appelé », convient toujours.
refused-own-words = { $case } : ce sont vos propres mots, quelqu’un d’autre doit les relire.
refused-already-read = { $case } : quelqu’un s’en est déjà occupé.

wish-call = 📞 Ce client souhaite être appelé.
wish-write = ✉️ Ce client souhaite une réponse écrite.
wish-leave-alone = 🤫 Ce client souhaite être laissé tranquille : plus rien ne lui est écrit.
line-with-leads = 🔒 { $case } est maintenant chez les référents.
fact-customer-grave = mots sensibles du client : chez les référents
fact-customer-stopped = le client souhaite être laissé tranquille
fact-customer-back = le client accepte de nouveau nos messages

replies-unknown-language = « { $given } » n’est pas une langue connue : { $allowed }. Un fichier par langue, fr.yaml par exemple.
replies-unknown-language-nearest = « { $given } » n’est pas une langue connue : peut-être « { $nearest } » ?
replies-unknown-channel = « { $given } » n’est pas un canal : { $allowed }.
replies-unknown-channel-nearest = « { $given } » n’est pas un canal : peut-être « { $nearest } » ?
replies-unknown-placeholder = « { $given } » entre accolades n’est rempli par rien : { $allowed }.
replies-unknown-placeholder-nearest = « { $given } » entre accolades n’est rempli par rien : peut-être « { $nearest } » ?
replies-lone-brace = une accolade « { $given } » est seule : l’ôter, ou l’accompagner de l’autre.
replies-subject-on-one-line = l’objet d’un message tient sur une ligne.

answer-statement-stale = 📌 Ce qui est dit ici à tous les clients n’est plus à jour : à revoir par « /boucle phrases ».
statements-title = { $statements ->
    [0] Rien n’est encore dit à tous : ce que nous faisons, une fois pour toutes
    [one] Une phrase dite à tous ceux qui demandent
   *[other] { $statements } phrases dites à tous ceux qui demandent
}
statements-new = Nouvelle phrase
statements-fresh = { $about } · { $name }, { $day } · vaut jusqu’au { $until }
statements-stale = ⚠️ à revoir · { $about } · { $name }, { $day } · valait jusqu’au { $until }
statements-again = Redire
statements-withdraw = Retirer
statements-form-title = Ce que nous faisons
statements-text-fr = En français
statements-text-en = En anglais
statements-until = Jusqu’à quand est-ce vrai ?
statements-no-text = Il manque la phrase, dans une langue au moins.
statements-saved = C’est noté : proposée dans les réponses jusqu’au { $day }.
statements-withdrawn = C’est retiré des réponses.
story-title = { $cases ->
    [one] Le client de { $case } : un retour
   *[other] Le client de { $case } : { $cases } retours
}
story-private = L’histoire de ce client est réservée aux référents et à la personne qui s’occupe de { $case }.
story-nobody = { $case } vient de quelqu’un que rien ne permet de reconnaître : rien n’y est relié.
story-same-id = Tout ce qui suit porte le même identifiant de client.
story-same-email = Pris pour la même personne : { $other } (même adresse e-mail).
story-same-phone = Pris pour la même personne : { $other } (même numéro).
story-apart = Deux personnes
story-same = Annuler
story-told-apart = C’est noté : ce sont deux personnes.
story-same-again = C’est annulé : une seule personne.
story-not-sent = pas envoyé
story-helped = cela a aidé
story-not-helped = cela n’a pas aidé
story-replied = le client a répondu
