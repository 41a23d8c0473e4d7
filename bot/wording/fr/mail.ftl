# Les brouillons de ce que le client lit ; une personne les relit, les change et les envoie.

draft-greeting = Bonjour,
draft-greeting-name = Bonjour { $name },
draft-about = à propos de « { $touchpoint } »
draft-about-you = à propos de votre message
draft-what = …
draft-acknowledgement =
    { $greeting }

    Votre message { $about } est bien arrivé, et une personne s’en occupe. Vous aurez de nos nouvelles au plus tard { $day }.
draft-acknowledgement-calm =
    { $greeting }

    Merci pour votre message { $about } : il est bien arrivé. Vous aurez de nos nouvelles au plus tard { $day }.
draft-answer =
    { $greeting }

    Vous nous avez écrit { $about }. Cela n’aurait pas dû arriver, et nous regrettons le temps perdu.

    Voici ce que nous faisons : { $what }, au plus tard { $day }. Je vous écris ce jour-là.
draft-answer-calm =
    { $greeting }

    Merci pour votre message { $about }.

    Voici ce que nous faisons : { $what }, au plus tard { $day }. Je vous écris ce jour-là.
draft-answer-open =
    { $greeting }

    Merci pour votre message { $about }.

    Voici ce que nous faisons : …
draft-follow-up =
    { $greeting }

    Comme annoncé, voici des nouvelles : c’est fait ({ $what }).

    Merci de nous l’avoir dit : c’est ainsi que les choses changent.
draft-new-date =
    { $greeting }

    Je vous avais annoncé des nouvelles { $about }. Ce n’est pas encore terminé, et je préfère vous le dire que vous laisser attendre.

    Nouvelle date : …
draft-thanks =
    { $greeting }

    Merci pour vos mots { $about }. Ils ont été lus par toute l’équipe, et ils ont fait du bien.
subject-acknowledgement = Votre message est bien arrivé
subject-answer = Votre retour : voici ce que nous faisons
subject-follow-up = Votre retour : c’est fait
subject-new-date = Votre retour : une nouvelle date
subject-thanks = Merci pour vos mots
mail-did-it-help = Cela vous a-t-il aidé ? Un clic suffit pour nous le dire : { $link }
mail-link-here = [lien personnel]
