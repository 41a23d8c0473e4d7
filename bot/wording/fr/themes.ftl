# Les sujets récurrents, les hausses soudaines, et ceux qui disent la même chose.

themes-title = { $themes ->
    [0] Rien ne revient chez plusieurs clients depuis quatre semaines.
   *[other] Ce qui revient depuis quatre semaines
}
themes-title-here = { $themes ->
    [0] Service { $department } : rien ne revient chez plusieurs clients depuis quatre semaines. Pour tous les services, la commande se tape ailleurs que dans leurs salons.
   *[other] Service { $department } : ce qui revient depuis quatre semaines
}
theme-line = « { $words } » · { $voices } clients ({ $usual ->
    [0] personne les quatre semaines d’avant
   *[other] { $usual } les quatre semaines d’avant
}) · { $place }
digest-themes = Sujets récurrents
digest-theme = « { $words } » · { $voices } clients, { $usual ->
    [0] personne la semaine d’avant
   *[other] { $usual } la semaine d’avant
} · { $place }

spike-notification = Hausse soudaine : { $place }
spike-title = Hausse soudaine : { $place }. { $voices } clients en ont parlé { $when ->
    [today] aujourd’hui
    [yesterday] hier
   *[other] { $day }
}, contre { $usual } par jour d’habitude.
spike-theme = Il est surtout question de « { $words } » ({ $voices } clients).
card-same-again = { $others ->
    [one] un autre client dit la même chose
   *[other] { $others } autres clients disent la même chose
}
