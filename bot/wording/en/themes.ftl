# Recurring topics, sudden rises, and who says the same.

themes-title = { $themes ->
    [0] Nothing has come back from several customers in four weeks.
   *[other] What has kept coming back for four weeks
}
themes-title-here = { $themes ->
    [0] { $department }: nothing has come back from several customers in four weeks. For all departments, ask outside their channels.
   *[other] { $department }: what has kept coming back for four weeks
}
theme-line = “{ $words }” · { $voices } customers ({ $usual ->
    [0] nobody in the four weeks before
   *[other] { $usual } in the four weeks before
}) · { $place }
digest-themes = Recurring topics
digest-theme = “{ $words }” · { $voices } customers, { $usual ->
    [0] nobody the week before
   *[other] { $usual } the week before
} · { $place }

spike-notification = Sudden rise: { $place }
spike-title = Sudden rise: { $place }. { $voices } customers spoke of it { $when ->
    [today] today
    [yesterday] yesterday
   *[other] on { $day }
}, against { $usual } on a usual day.
spike-theme = Most of it is about “{ $words }” ({ $voices } customers).
card-same-again = { $others ->
    [one] another customer says the same
   *[other] { $others } other customers say the same
}
