# Un retour change de mains : pris, confié, transmis, rendu.

word-notification = { $case } : un mot pour vous
word-given = *{ $case }* ({ $about }) : { $by } vous le confie.
word-given-on = *{ $case }* ({ $about }) : { $by } l’a confié à { $to }. Il n’y a plus rien à faire de votre côté.
word-asked = *{ $case }* ({ $about }) : { $by } a prévu « { $what } » avec vous, pour { $due }.
word-help-place = *{ $case }* ({ $about }) a été transmis pour la deuxième fois et se trouve maintenant chez { $department }. Un coup de main pour l’orienter ?
word-why = En ses mots : { $why }

pass-on-colleague = … ou à quel collègue ?
pass-on-colleague-hint = Le message lui parvient tout de suite, dans ses heures de travail. Ce qui est prévu garde sa date.
pass-on-no-colleague = Boucle ne connaît pas ce collègue. Quelqu’un d’autre, ou un service ?

command-taken = { $case } est pris. Merci !
command-released = { $case } est de retour dans l’équipe.
command-passed = { $case } est maintenant chez { $to }.
word-came-back = De retour dans l’équipe : *{ $cases }*. Ce qui est prévu garde ses dates. Qui pourrait s’en occuper ?
fact-came-back = de retour dans l’équipe
word-thanks = 🙏 Un client cite votre nom, et { $by } transmet le merci.
line-thanks-taken-back = { $name } revient là-dessus.
refused-nothing-to-take-back = Quelqu’un a déjà continué { $case } : cela reste.
fact-taken-back = annulé
details-customer-clock = Attente du client : { $wait } · premier mot avant { $acknowledge } · réponse avant { $answer }
details-team-clock = Délai de l’équipe : à prendre avant { $until }
details-taken-at = Pris le { $at }
details-no-clock = Plus personne n’attend.
home-doing = Ce que je fais
