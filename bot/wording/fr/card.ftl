# La carte d’un retour : ce que l’équipe voit dans son salon.

card-notification = { $case } · { $about } · { $state }
card-state-collect = reçu
card-state-read = reçu
card-state-route = reçu
card-state-share = nouveau retour
card-state-take = nouveau retour
card-state-act = quelqu’un s’en occupe
card-state-answer = réponse à écrire
card-state-follow-up = engagement à tenir
card-state-close = à boucler
card-state-closed = bouclé
card-to-be-placed = À orienter
card-score-expected = { $given }, espérait { $expected }
card-no-words = Une note sans un mot : { $score }
card-since = chez nous depuis { $long }
card-signal-effort = plusieurs tentatives
card-signal-leaving = parle de partir
card-signal-urgent = urgent
card-signal-irony = ironie possible
card-signal-expectation = attente déçue
card-signal-praise = compliment
card-waits = Attend depuis { $wait }
card-take-before = à prendre avant { $time }
card-take-before-tomorrow = à prendre avant { $time }, prochain jour ouvré
card-take-late = le délai pour le prendre est passé
card-means = Chez vous car cela veut dire à peu près « { $words } »
card-because = Chez vous car « { $words } »
card-given = Son point de contact était donné
card-unsure = Pas assez sûr du point de contact : où est sa place ?
card-other-language = Boucle ne lit pas cette langue : où est sa place ?
card-passed-on = Transmis : { $why }
card-grave = 🔒 Contenu sensible ({ $what }) : visible des référents seulement, jamais dans le salon
card-regulated = ⚖️ Réclamation réglementée : notre réponse ne remplace pas la procédure prévue
card-also = concerne aussi { $others }
card-linked = même client que { $other }
card-taken = { $name } s’en occupe
card-promised = Répondu · engagement : { $day }
card-answered = Répondu
card-no-contact = Aucun moyen de répondre à ce client (pas d’accord ou pas d’adresse) : ce qu’on corrige compte quand même
card-closed = ✅ { $case } bouclé
card-customer-said = « { $words } »

grave-self-harm = détresse
grave-danger = danger
grave-discrimination = discrimination
grave-harassment = harcèlement
grave-legal = menace juridique
grave-press = presse
grave-health = santé

button-take = Je m’en occupe
button-act = Ce qu’on fait
button-answer = Répondre au client
button-follow-up = C’est fait : le dire au client
button-close = Boucler
button-thanks = Transmettre le merci
button-thank-customer = Remercier le client
button-none-of-these = { $places ->
    [0] Dire où est sa place
    [3] Aucun des trois
   *[other] Ailleurs
}

more-pass-on = Transmettre à…
more-no-reply = Sans réponse nécessaire
more-new-date = Donner une nouvelle date
more-release = Rendre au service
more-show = Tout afficher
more-reopen = Rouvrir

closed-told = réponse donnée
closed-told-by-phone = réponse donnée par téléphone
closed-cannot-be-reached = client injoignable
closed-none-needed = sans réponse nécessaire
closed-thanked = merci transmis

line-moved = ↪ { $case } a été transmis au service { $department }.
line-thanks-passed-on = 🙏 { $name } transmet ce merci à toute l’équipe.
line-customer-helped = 💬 Le client répond : cela a aidé.
line-customer-not-helped = 💬 Le client répond : cela n’a pas aidé. Le retour est rouvert.

details-original = Voir les mots d’origine
original-noted = 🔒 Rien n’est masqué ici. Cette consultation est inscrite dans l’historique.
refused-original = Les mots d’origine de { $case } sont réservés à ses référents, tant qu’ils sont gardés.
details-confidence = sûr à { $share }
details-understood = Ce que Boucle a compris : { $what }
emotion-anger = colère
emotion-frustration = agacement
emotion-sadness = tristesse
emotion-worry = inquiétude
emotion-confusion = confusion
emotion-surprise = surprise
emotion-delight = joie
emotion-gratitude = gratitude
emotion-neutral = ton neutre
message-acknowledgement = Accusé de réception
message-answer = Réponse
message-follow-up = Suivi
message-thanks = Remerciement
fact-opened = retour reçu
fact-read = lu
fact-read-again = relu, pour ce que cela veut dire
fact-routed = orienté
fact-routed-at = orienté vers { $touchpoint }
fact-routed-nowhere = à orienter
fact-revised = le client a modifié ses mots
fact-same-again = d’autres clients disent la même chose
fact-shared = montré à l’équipe
fact-taken = pris en charge
fact-released = rendu au service
fact-passed-on = transmis
fact-passed-on-to = transmis au service { $department }
fact-placed = orienté par quelqu’un
fact-placed-at = orienté vers { $touchpoint }
fact-placed-nowhere = mis à part, ne relève d’aucun point de contact
fact-planned = action prévue
fact-done = action faite
fact-approved = réponse relue
fact-answered = client informé
fact-thanked = merci transmis
fact-followed-up = engagement tenu
fact-promised-again = nouvelle date donnée
fact-closed = bouclé
fact-reopened = rouvert
fact-customer-helped = le client dit : cela a aidé
fact-customer-not-helped = le client dit : cela n’a pas aidé
fact-original-seen = texte d’origine consulté
fact-held-arrived = envoi confirmé
fact-held-again = envoi refait
fact-forgotten = données personnelles effacées

# Quand un client a été oublié.
card-forgotten = _Ces mots ont été effacés à la demande de la personne, ou parce qu’ils étaient trop anciens._
line-erased = _Effacé : une personne a demandé que ses mots ne soient plus gardés._

# Pourquoi un retour passe devant d’autres.
details-why-first = Passe devant d’autres : { $why }
priority-moment-of-truth = moment de vérité
priority-low = moment gâché
priority-leaving = veut partir
priority-at-stake = { $stake } en jeu
priority-waiting = attend une réponse
priority-promise = un jour annoncé approche ou est passé
