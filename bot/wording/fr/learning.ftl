# Ce qui est appris des gens : sur la carte, derrière « tout voir », et quand c'est oublié.

card-like-moved = Comme { $case }, orienté ici par un collègue
card-like-kept = Comme { $case }, pris en charge ici par un collègue
card-like-none = Comme { $case }, qui ne relève d’aucun point de contact de la carte
card-learned = 💡 C’est retenu, Boucle s’en souviendra
card-learned-none = 💡 Aucun point de contact ne convient : c’est retenu
details-learned-moved = 💡 Retenu : ce genre de retour concerne { $touchpoint } (appris grâce à { $name })
details-learned-kept = 💡 Retenu : ce genre de retour concerne { $touchpoint } ({ $name } s’en occupe)
details-learned-none = 💡 Retenu : ce genre de retour ne concerne aucun point de contact de la carte (appris grâce à { $name })
details-unlearn = Oublier ce qui a été retenu
details-unlearned = Plus rien n’est retenu de { $case }.
fact-unlearned = ce qui avait été retenu est oublié
fact-unlearned-at = ce qui avait été retenu est oublié (concernait { $touchpoint })
refused-nothing-learned = Rien n’a été retenu de { $case }.
refused-not-theirs-to-unlearn = Ce qui a été retenu de { $case } peut être oublié par la personne qui l’a appris à Boucle, ou par un référent.
pass-on-none = Aucun : rien sur la carte ne convient
