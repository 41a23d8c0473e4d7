# Les chemins jusqu’au client : lequel, ce qui part exactement, et ce qui l’empêche.

answer-by-mail = Par e-mail
answer-by-zendesk = Dans Zendesk, sous sa demande n° { $to }
answer-by-webhook = Par notre propre système
answer-by-public = En public, sous son avis : je l’y copie
answer-by-hand = À la main : je le copie là où il a écrit

answer-noted-mail = Le message pour { $case } est en route.
answer-noted-zendesk = Le message pour { $case } est en route vers Zendesk.
answer-noted-webhook = Le message pour { $case } est en route vers notre système.
answer-noted-public = Noté : { $case }, réponse publiée.
answer-noted-hand = Noté : { $case }, réponse donnée à la main.
answer-noted-phone = Noté : { $case }, réponse donnée de vive voix.

answer-done-public = C’est publié
answer-done-hand = C’est copié

preview-to = *À* : { $name } { $address }
preview-by-mail = *Par* : e-mail à { $to }
preview-by-zendesk = *Par* : un commentaire public dans Zendesk, demande n° { $to } ; qui y est en copie le lit aussi
preview-by-webhook = *Par* : notre propre système ({ $to })
preview-from-mail = *De* : { $name }
preview-from-zendesk = *De* : le compte Zendesk de l’entreprise ; signé plus bas ({ $name })
preview-from-webhook = *De* : { $name }
preview-public = *À copier sous l’avis* : { $where }
preview-hand = *À copier là où { $name } a écrit* : { $where }
preview-where = Où est-ce posé ?
preview-where-needed = Où la réponse est-elle visible ?

reading-approved-by-hand = Merci : le texte pour { $case } peut servir, son auteur le sait.
button-approve-by-hand = Approuver
given-back-approved-public = ✅ { $name } a relu le texte pour { $case }. Il peut être copié sous l’avis :
given-back-approved-hand = ✅ { $name } a relu le texte pour { $case }. Il peut être copié là où le client a écrit :

stuck-mail = le message pour { $case }, à { $address }
stuck-zendesk = le message pour { $case }, dans Zendesk, demande n° { $address }
stuck-webhook = le message pour { $case }, par notre propre système ({ $address })

card-no-way = Pas d’adresse connue ; une réponse peut être copiée là où il a écrit (… → « Écrire au client »), ou une adresse donnée (… → « Donner une adresse e-mail »)
