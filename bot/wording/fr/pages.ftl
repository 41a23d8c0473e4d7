# Les pages web de Boucle : la réponse du client, la semaine, et ce qui est dit aux machines.

page-language = Langue

page-answer-title = Est-ce que cela vous a aidé ?
page-answer-about = Le { $day }, vous avez reçu un message signé « { $signed } ». Votre avis compte : il décide si votre demande est réglée.
page-answer-yes = Oui, merci
page-answer-no = Non, pas encore
page-answer-words = Quelques mots
page-answer-optional = (facultatif)
page-answer-who-reads = Chez { $company }, les équipes les liront.
page-answer-send = Envoyer ma réponse
page-answer-choose = Il manque votre choix : oui, ou non.
page-answer-too-long = C’est un peu long pour ce formulaire : { $most } caractères au plus. Rien n’a encore été envoyé.
page-answer-thanks-yes = Merci !
    .text = C’est une bonne nouvelle, et l’équipe l’apprend à l’instant.
page-answer-thanks-no = Merci de nous le dire.
    .text = L’équipe reprend votre demande là où elle en était. Vous n’aurez pas à tout raconter de nouveau.
page-answer-change = Changer ma réponse

page-link-expired = Ce lien n’est plus valable
    .text = Il a servi son temps. Pour nous dire quelque chose, répondez simplement à notre message.
page-no-key = Il faut une clé ici
    .text = docs/settings.md dit laquelle.
page-not-found = Cette page n’existe pas
    .text = Le lien est peut-être incomplet : copiez-le en entier depuis le message reçu.
page-bad-request = Cette demande est illisible
    .text = Rouvrez le lien du message reçu et recommencez.
page-wrong-method = Cette demande n’est pas prévue ici
    .text = Rouvrez le lien du message reçu.
page-too-large = C’est trop long
    .text = Raccourcissez votre texte et recommencez. Rien n’a été enregistré.
page-too-slow = L’envoi a pris trop de temps
    .text = Vérifiez la connexion et recommencez. Rien n’a été enregistré.
page-packed = Cet envoi est compressé
    .text = Envoyez-le tel quel, sans Content-Encoding. Rien n’a été enregistré.
page-too-many = Cela fait beaucoup d’un coup
    .text = Patientez un instant et recommencez. Rien n’a été enregistré.
page-failed = Quelque chose n’a pas marché
    .text = Rien n’a été enregistré. Réessayez dans quelques minutes.

page-intake-no-secret = Boucle ne reçoit rien par cette adresse tant que ni BOUCLE_SECRET ni BOUCLE_INTAKE_KEYS n’est réglé.
page-intake-key = Clé ou signature refusée : prendre celle de cette source.
page-intake-late = Signature trop ancienne (plus de 5 minutes) : vérifier l’heure de la machine qui envoie.
page-intake-source = Nom de source impossible : lettres, chiffres, point, tiret, 64 au plus.
page-intake-json = Ce n’est pas un objet JSON : envoyer un objet par retour, dans une liste ou un par ligne.
page-outcome-no-secret = Boucle n’entend rien à cette adresse tant que BOUCLE_WEBHOOK_SECRET n’est pas réglé.
page-outcome-key = Signature refusée : signer « id.timestamp.body » avec le secret de BOUCLE_WEBHOOK_SECRET.
page-outcome-type = Pas compris : le type est message.delivered, message.bounced, message.refused ou customer.replied, et data porte un id.
page-outcome-words = La réponse manque, dépasse 10 000 signes ou contient des signes qui ne sont pas du texte.
page-outcome-unknown = Aucun message d’ici ne porte cet id : renvoyer le webhook-id reçu avec le message.

page-reply-title = Votre réponse
page-reply-words = Votre réponse, en quelques mots
page-reply-empty = Il manque vos mots, ou un souhait.
page-reply-thanks = Merci !
    .text = Votre réponse est arrivée, la personne qui s’occupe de votre demande la lit.
page-tap-understood = Vous êtes-vous senti compris, sentie comprise ?
page-tap-clear = Était-ce clair ?
page-tap-respected = Vous a-t-on traité comme une personne ?
page-tap-yes = Oui
page-tap-no = Non
page-wish = Et maintenant ?
page-wish-none = Rien de plus
page-wish-call = Appelez-moi
page-wish-write = Écrivez-moi
page-wish-leave-alone = Ne m’écrivez plus
page-answer-left-alone = Nous ne vous écrirons plus. Pour changer d’avis, ce lien suffit.
