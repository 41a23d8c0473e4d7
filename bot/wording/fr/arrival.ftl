# Si un message est arrivé chez le client.

fate-why-no-such-address = l’adresse n’existe pas
fate-why-mailbox-full = la boîte est pleine
fate-why-not-wanted = son serveur de courrier ne nous laisse pas entrer
fate-why-too-late = son serveur de courrier n’a pas répondu pendant des jours
fate-why-ticket-closed = sa demande dans Zendesk est close : un mail l’atteindrait, ou une suite ouverte là-bas
fate-why-ticket-gone = sa demande n’est plus dans Zendesk : un mail l’atteindrait, ou une nouvelle demande ouverte là-bas
fate-why-somebody-else = dans Zendesk, la demande est celle de quelqu’un d’autre : y regarder d’abord qui est qui
fate-why-other = aucune raison claire n’est donnée de ce côté
untold-acknowledgement = l’accusé de réception
untold-answer = la réponse
untold-follow-up = le suivi
untold-thanks = le merci
untold-question = la question
untold-reassurance = le mot « toujours en cours »
card-not-arrived = 📭 Pas arrivé chez le client ({ $why }), qui ne sait encore rien : appeler, donner une autre adresse (menu « … »), ou le dire de vive voix
card-fate-held = ❔ Pas sûr que ce soit arrivé : un référent doit le confirmer
card-fate-dead = ✋ N’a pas pu partir : c’est chez les référents
card-fate-delivered = 📬 Arrivé
line-not-arrived = { $to }📭 { $case } : le client n’a pas reçu { $told } ({ $why }) et ne sait encore rien : appeler, essayer une autre adresse, ou le dire de vive voix ; la boucle peut alors continuer.
story-not-arrived = pas arrivé
fact-accepted = message parti
fact-delivered = message arrivé
fact-bounced = message revenu, client non prévenu
fact-refused = message refusé du côté du client
fact-held = envoi à confirmer
fact-dead = message non parti

line-customer-wrote = { $to }💬 Le client a répondu.
line-customer-wrote-reopened = { $to }💬 Le client a répondu. Le retour est rouvert.
line-customer-stopped = { $to }🤫 { $case } : le client ne veut plus de courrier. Plus personne ne lui écrit ; ce que nous corrigeons compte quand même.
line-attachments = 📎 { $files ->
    [one] Un fichier est joint : il est dans la boîte aux lettres
   *[other] { $files } fichiers sont joints : ils sont dans la boîte aux lettres
}
details-mail = Ce que le client a répondu · { $day }
status-unread-mail = 📮 Un message du { $day } n’a pas pu être lu ici : merci de regarder dans la boîte aux lettres
status-unread-seen = J’ai regardé
status-unread-noted = Merci, c’est noté.
