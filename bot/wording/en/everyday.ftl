# The morning's customers, reminders, and what is typed after /boucle.

round-header = Morning 👋 { $customers ->
    [one] One customer
   *[other] { $customers } customers
}{ $thanks ->
    [0] .
    [all] , to say thank you.
    [one] , one of them a thank-you.
   *[other] , { $thanks } of them thank-yous.
}
round-waiting = { $waiting ->
    [one] One more is waiting.
   *[other] { $waiting } more are waiting.
}
round-see = See
waiting-title = Waiting
list-title = { $department }: { $cases ->
    [0] nothing open
    [one] one open
   *[other] { $cases } open
}
# The name leads to the card.
list-line = *{ $case }* “{ $words }” · { $about } · { $day }
list-unknown = No team is called “{ $given }”. There are: { $departments }.
list-more = … and { $more } more
list-empty = Nothing is waiting. 🌿

nudge-header = { $lines ->
    [one] One thing waits for you today.
   *[other] { $lines } things wait for you today.
}
nudge-untaken = { $case } ({ $about }): nobody has it yet.
nudge-plan = { $case } ({ $about }): what are we doing, and by when?
nudge-answer = { $case } ({ $about }): this customer waits for an answer.
nudge-action-tomorrow = { $case }: “{ $what }” is due tomorrow, { $day }.
nudge-action-today = { $case }: “{ $what }” is due today.
nudge-action-late = { $case }: “{ $what }” was due on { $day }. Handing it back is fine too.
nudge-promise-tomorrow = { $case }: you told the customer { $day }, that is tomorrow.
nudge-promise-today = { $case }: today is the day this customer expects news.
nudge-promise-late = { $case }: you told the customer { $day }, that has passed. A new date, or hand it back?
nudge-done = Done
nudge-tell-done = Done
nudge-new-date = New date
nudge-hand-back = Hand it back

today-mine = { $cases ->
    [0] Nothing is in your hands.
    [one] One customer in your hands
   *[other] { $cases } customers in your hands
}
today-untaken = { $department }: { $cases ->
    [one] one to take
   *[other] { $cases } to take
}
brief-title = { $customers ->
    [0] No customers this week.
    [one] One customer to take to tomorrow’s meeting
   *[other] { $customers } customers to take to tomorrow’s meeting
}
show-unknown = No feedback is called { $case }. For example: `/boucle show C-12`.
show-private = { $case } is for the leads only.
status-title = { $cases ->
    [0] Nothing open
    [one] One open
   *[other] { $cases } open
}
status-collect = { $cases } to read
status-read = { $cases } to read
status-route = { $cases } to place
status-share = { $cases } to show
status-take = { $cases } to take
status-act = { $cases } to decide
status-answer = { $cases } to answer
status-follow-up = { $cases ->
    [one] { $cases } promise to keep
   *[other] { $cases } promises to keep
}
status-close = { $cases } to close
status-notices = { $waiting ->
    [0] Nothing on its way
    [one] One message on its way
   *[other] { $waiting } messages on their way
} · to be confirmed: { $held } · not sent: { $dead }
stuck-held = ❓ Arrived or not? { $what } ({ $why })
stuck-dead = ⚠️ Not sent: { $what } ({ $why })
stuck-post = what was to be posted in { $where } { $case }
stuck-arrived = It arrived
stuck-again = Send again
stuck-taken-as-arrived = Noted: it arrived, nothing is sent again.
stuck-sent-again = It is on its way again.
command-unknown = There is no such command. `{ $command } help` shows them all.
command-help =
    Customers’ words arrive every morning in the channel of the team that owns them. Under each stands one button: the next step.
    `{ $command } today`: what waits for you, what is to be taken
    `{ $command } brief`: three customers to take to tomorrow’s meeting
    `{ $command } add`: feedback you heard in person
    `{ $command } list`: what is open (`{ $command } list billing`)
    `{ $command } themes`: what several customers keep saying
    `{ $command } improve charged twice`, `improvements`: fix for all, and tell each of them
    `{ $command } show C-12`: everything about one
    `{ $command } take C-12`, `release C-12`, `pass C-12 billing why`: from wherever you are
    `{ $command } status`: where the loops stand
    `{ $command } pause`, `resume`: for leads, stop all that leaves Boucle, let it go again
    `{ $command } digest`: customers’ week
    On a card: 🙋 I’ll take it · ✅ done · ↩️ pass on · 🙏 pass on the thanks · 🗂️ no reply needed. Taking 🙋 back hands it back.
