# Une autre adresse pour un client que le courrier n’atteint pas.

more-address = Donner une adresse e-mail
address-title = Adresse e-mail
address-label = À quelle adresse peut-on lui écrire ?
address-hint = Rien ne part encore : le message se relit avant l’envoi, avec cette adresse.
address-consent = Une adresse ne remplace pas l’accord de ce client : qui ne veut plus de courrier n’en reçoit pas. L’historique garde qui l’a donnée.
address-is-none = Cette adresse n’en est pas une.
address-is-ours = C’est une adresse de la maison, pas celle du client.
address-came-back = Un message vient déjà de revenir de cette adresse.
address-stopped = À cette adresse, quelqu’un a demandé de ne plus recevoir de courrier.
address-noted = Noté pour { $case } : le message peut maintenant être écrit à cette adresse.
refused-no-address-wanted = Pour { $case }, aucune adresse n’est à donner : celle qui est connue convient, ou ce client ne souhaite pas être contacté.
fact-address-given = autre adresse du client donnée
preview-address-given = *Adresse donnée par { $name }*, pas par le client : à relire lettre par lettre.
answer-no-address = Aucune adresse e-mail ne l’atteint : en donner une (… → « Donner une adresse e-mail »), ou appeler.
