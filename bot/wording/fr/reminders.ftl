# Les rappels : remis à plus tard, choisis ; et ce que les référents apprennent des délais.

nudge-late-acknowledge = { $case } ({ $about }) : ce client n’a pas eu de nouvelles dans le délai prévu.
nudge-late-answer = { $case } ({ $about }) : le délai pour répondre à ce client est passé.
nudge-late-promise = { $case } ({ $about }) : { $day } a été annoncé au client, et c’est passé.
nudge-choose = Choisir mes rappels
later-1d = Plus tard : demain
later-monday = Plus tard : lundi
later-later-day = Plus tard : un autre jour…
later-title = Plus tard
later-until = Me le rappeler quand ?
later-noted = { $case } reviendra { $day }, en début de journée.
reminders-title = Mes rappels
reminders-wanted = Me rappeler…
reminders-before = la veille, ce qui est prévu
reminders-on-the-day = le jour même
reminders-after = une fois, quand le jour est passé
reminders-undecided = ce que j’ai pris et qui reste à décider
reminders-for-leads = en tant que référent : ce qui attend au-delà des délais
reminders-noted = Noté. Il y a au plus un message par jour, et aucun s’il n’y a rien.
word-returned = *{ $case }* ({ $about }) : { $by } rend « { $what } ». C’est prévu pour { $due }.
word-stuck = *{ $case }* ({ $about }) est bloqué par { $on }. Un coup de main pour lever l’obstacle ?
