# Les brouillons de ce que le client lit ; une personne les relit, les change et les envoie.

draft-greeting = Bonjour,
draft-greeting-name = Bonjour { $name },
# { $about } est vide, ou « à propos de … » précédé de son espace.
draft-about = à propos de « { $touchpoint } »
draft-sorry-low = Cela n’aurait pas dû arriver, et nous regrettons le temps et l’énergie que cela vous a coûtés.
draft-sorry-calm = Merci d’avoir pris le temps de nous le dire.
draft-acknowledgement =
    { $greeting }

    Votre message{ $about } est bien arrivé, et une personne s’en occupe. { $sorry }

    Vous aurez de nos nouvelles au plus tard { $day }.
draft-answer =
    { $greeting }

    Vous nous avez écrit{ $about }. { $sorry }

    Voici ce que nous faisons, au plus tard { $day } :
    → { $what }

    Je vous écris ce jour-là pour vous dire où nous en sommes.
draft-answer-done =
    { $greeting }

    Vous nous avez écrit{ $about }. { $sorry }

    Voici ce que nous avons fait :
    → { $what }

    Si quelque chose reste à régler, il suffit de nous le dire.
draft-follow-up =
    { $greeting }

    Nous vous devions des nouvelles{ $about } : c’est fait.
    → { $what }

    Merci de nous l’avoir dit : c’est ainsi que les choses changent.
draft-new-date =
    { $greeting }

    Nous vous devions des nouvelles{ $about }. Ce n’est pas encore terminé, et mieux vaut vous le dire que vous laisser attendre. Nous le regrettons.

    Nouvelle date : …
draft-thanks =
    { $greeting }

    Merci pour vos mots{ $about }. Toute l’équipe les a lus, et ils ont fait du bien.
subject-acknowledgement = Votre message est bien arrivé
subject-answer = Votre retour : voici ce que nous faisons
subject-answer-done = Votre retour : ce que nous avons fait
subject-follow-up = Votre retour : c’est fait
subject-new-date = Votre retour : une nouvelle date
subject-thanks = Merci pour vos mots
mail-did-it-help = Cela vous a-t-il aidé ? Un clic suffit pour nous le dire : { $link }
mail-link-here = [lien personnel]
