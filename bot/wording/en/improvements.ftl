# Fix for all: one action, many customers, each of them told.

improve-theme = Fix for all
more-improve = Fix for all
more-leave = Leave the improvement
button-improvement = See { $improvement }
card-closed-hears = hears of { $improvement } once it is done
card-closed-is-to-hear = { $improvement } is done: still to be told
card-closed-heard = told on { $day } that { $improvement } is done
card-fixed-for-others = { $improvement } is fixing it for them
improvement-title = Fix for all
improvement-intro = One action for all these customers; once it is done, each of them gets an answer.
improvement-which = Where to add them?
improvement-new = New improvement
improvement-which-customers = Which customers?
improvement-more-cases = and also
improvement-closed-cases = Closed already: they hear it once it is done, and stay closed
improvement-put-off = answered “not now”, closed on { $day }
improvement-closed-on = closed on { $day }
improvement-told-on = already told on { $day }
improvement-rest-label = And with them
improvement-rest = { $customers ->
    [one] one more who says it too
   *[other] the other { $customers } who say it too
}
improvement-yet-more = … and { $more } more like them; other words narrow the list.
improvement-known = { $customers ->
    [one] One of them was told already on { $day }: nothing more is written to them.
   *[other] { $customers } of them were told already, on { $day } or before: nothing more is written to them.
}
improvement-what = What will we change?
improvement-what-needed = What will we change? One sentence is enough.
improvement-said-fr = To customers, in French
improvement-said-en = To customers, in English
improvement-said-hint = One sentence in their words, such as “A second charge is now blocked.” It can wait until it is done.
improvement-field-cost = Estimated cost
improvement-field-revenue = Revenue kept a year
improvement-field-hours = Hours saved a month
improvement-figure-wrong = A number, such as 1200 or 1200 €.
improvement-nobody-ticked = At least one customer is needed.
improvement-search = Look for other words
improvement-search-hint = With other words, the list comes back with what they find before it is saved.
improvement-cases-title = Who is affected?
improvement-cases-intro = { $inside ->
    [one] One customer is in it (ticked).
   *[other] { $inside } customers are in it (ticked).
} { $others ->
    [0] Nobody else seems to be affected.
    [one] One other may be.
   *[other] { $others } others may be.
}
improvement-done-title = It’s done
improvement-done-submit = It’s done
improvement-drop-title = Drop it?
improvement-drop-sure = { $customers ->
    [one] Its customer becomes feedback by itself again.
   *[other] Its { $customers } customers become feedback by themselves again.
} { $promised ->
    [0] None of them waits for a date.
    [one] One of them was promised a date: it still has to be kept.
   *[other] { $promised } of them were promised a date: it still has to be kept.
}

improvement-noted = { $improvement }: { $customers ->
    [one] one customer
   *[other] { $customers } customers
}, by { $due }.
improvement-changed = Noted: { $improvement }, by { $due }.
improvement-delayed = Noted: { $improvement }, by { $due }. { $customers ->
    [one] One customer was promised another date, and is still to be told.
   *[other] { $customers } customers were promised another date, and are still to be told.
}
improvement-noted-done = { $improvement } is done. What remains is to tell its customers.
improvement-noted-dropped = { $improvement } is dropped; its feedback goes on one by one.
improvement-cases-noted = { $improvement }: { $joined ->
    [0] nobody more
    [one] one customer more
   *[other] { $joined } customers more
}, { $left ->
    [0] nobody less
    [one] one customer less
   *[other] { $left } customers less
}.
improvement-unknown = “{ $given }” is no improvement we know.

improvement-notification = 🛠️ { $improvement } · improvement
improvement-open = { $name } has it · by { $due }
improvement-free = { $name } · by { $due }
improvement-done = ✔︎ done on { $day } · { $name }
improvement-dropped = dropped
improvement-customers = { $customers ->
    [0] no customer
    [one] one customer
   *[other] { $customers } customers
}
improvement-customers-are = Customers: { $names }
improvement-line = { $what }: { $who }
improvement-cost = cost { $amount }
improvement-revenue = { $amount } kept a year
improvement-hours = { $hours } h saved a month
improvement-mood = { $place } since it is done: { $felt } · before: { $before }
improvement-mood-unknown = { $place }: too few customers since to say what changed
improvement-asked = 👥 A message from { $name } to all waits for a second reader
improvement-it-is-done = It’s done
improvement-tell = Tell the customers
improvement-who-else = Who else?
improvement-show = See
improvement-more-change = Change
improvement-more-stuck = I’m stuck
improvement-more-drop = Drop it
improvement-more-show = See all
improvement-tell-many = { $customers ->
    [one] Read, then send to one customer
   *[other] Read, then send to { $customers }
}
improvement-tell-each = One by one ({ $customers })
improvement-close-unreached = Close who cannot be reached ({ $customers })
improvements-title = { $improvements ->
    [0] Nothing is being fixed for all yet
    [one] One improvement
   *[other] { $improvements } improvements
}
improvements-how = To begin one: `/boucle improve charged twice`, `/boucle themes`, or “Fix for all” under a customer’s words.

improvement-change-started = begun
improvement-change-changed = changed
improvement-change-delayed = new date
improvement-change-stuck = stuck
improvement-change-done = done
improvement-change-dropped = dropped
improvement-change-asked = second reader asked
improvement-change-told = customers told
improvement-change-joined = more customers
improvement-change-came-back = in nobody’s hands
improvement-change-left = fewer customers

telling-doing = Say what we’re doing
telling-new-date = Give the new date
telling-done = Say that it’s done
letter-told = { $customers } told
letter-on-its-way = { $customers } on the way
letter-together = { $customers ->
    [one] one message ready
   *[other] { $customers } messages ready
}
letter-alone = { $customers } to read one by one
letter-waits-reader = { $customers ->
    [one] one waits for a second reader
   *[other] { $customers } wait for a second reader
}
letter-along = { $customers ->
    [one] one more from the same customers
   *[other] { $customers } more from the same customers
}
letter-later = { $customers ->
    [one] one closed before hears it once it is done
   *[other] { $customers } closed before hear it once it is done
}
letter-by-hand = { $customers } to reach another way
letter-unsaid = { $customers } without a sentence in their language
letter-why-closed = nothing can be written to them any more (no consent, no address, or “stop”); it stays closed
letter-stuck = { $customers ->
    [one] one sending to be confirmed
   *[other] { $customers } sendings to be confirmed
}
letter-cannot = { $customers ->
    [one] one cannot be told
   *[other] { $customers } cannot be told
}
letter-apart = { $customers ->
    [one] one closed apart
   *[other] { $customers } closed apart
}

letters-title = Tell the customers
letters-one-title = One customer at a time
letters-intro = { $customers ->
    [one] *One customer gets their message*, in their language.
   *[other] *{ $customers } customers each get their own message*, in their language, on their own point.
}
letters-sample = Example { $number } of { $of }, word for word
letters-to-whom = To whom
letters-rest-later = They leave a part at a time; the live message counts them.
letters-more-whom = … and { $more } more; the window of { $improvement } lists them.
letters-send = Send to all
letters-left = { $case } · { $left } to go
letters-was-closed = closed before with another answer: it stays closed
letters-by-hand = No mail reaches this customer: call them, or copy this text to where they wrote.
letters-send-one = Send this message
letters-edit = Change the words
letters-called = I called
letters-copied = It is copied
letters-later = Later
letters-take-out = Take out of the list
letters-none-left = Nobody is left to read one by one.
letters-sent = { $improvement }: { $customers ->
    [one] one message is on its way.
   *[other] { $customers } messages are on their way.
}
letters-asked = { $improvement }: nothing has left yet, a second person reads it first.
letters-reading = 👥 { $improvement }: a message to all its customers waits for a second reader
letters-each-reading = 👥 { $improvement }: messages by { $name }, written one by one, wait for a second reader
letters-read-each = Read them one by one
letters-reading-left = { $left ->
    [one] { $case } · the last one
   *[other] { $case } · { $left } to go; next { $names }
}
letters-reading-none-left = { $waiting ->
    [0] Thank you: everything is read.
    [one] One is left for later.
   *[other] { $waiting } are left for later.
}
letters-closed = { $customers ->
    [0] Nothing to close: the others can still be reached.
    [one] One closed: the customer cannot be reached.
   *[other] { $customers } closed: the customers cannot be reached.
}

draft-improvement-done =
    { $greeting }

    You wrote to us{ $about }. { $sorry }

    You said it, here’s what we did:
    → { $what }

    If anything is still not right, just tell us.
draft-improvement-since =
    { $greeting }

    Some time ago you wrote to us{ $about }. We have not forgotten it.

    You said it, here’s what we did since:
    → { $what }

    If anything is still not right, just tell us.
draft-improvement-later =
    { $greeting }

    We owed you news{ $about }. It is not finished yet, and we would rather tell you than leave you waiting. We’re sorry.

    New date, by { $day } at the latest:
    → { $what }
subject-improvement-done = You said it, we did it
subject-improvement-since = You said it, we did it
subject-improvement-later = Your feedback: a new date

fact-joined = part of an improvement
fact-left = left the improvement
fact-moved-on = the improvement changed
fact-improved = the improvement is done

word-improvement-given = 🛠️ { $by } gives you the improvement { $improvement }: { $what }, by { $due }.
word-improvement-back = 🛠️ Nobody has { $improvement } any more: { $what }, by { $due }. “Change” gives it to somebody.
word-improvement-aside = 🛠️ { $improvement }: { $customers ->
    [one] one message has not left
   *[other] { $customers } messages have not left
}, as something about them changed since they were approved. They are to be read again.
word-improvement-stuck = 🚧 { $improvement } is stuck ({ $on }): { $what }

nudge-improvement-tomorrow = { $improvement } is for tomorrow: { $what }
nudge-improvement-today = { $improvement } is for today: { $what }
nudge-improvement-late = { $improvement } was for { $day }: { $what }
nudge-improvement-untold = { $improvement } is done, and customers wait to hear of it: { $what }
nudge-improvement-waiting = { $improvement }: customers have waited longer than promised to hear about it: { $what }

digest-improvements = You said it, we did it
digest-improvement = { $improvement } · { $what } · { $customers ->
    [0] fewer than five customers
   *[other] { $told } told of { $customers } customers
}
digest-improvement-earlier = { $customers } of them had been answered otherwise before
digest-improvement-mood = { $place } since then: { $felt } (before: { $before })

refused-improvement-over = { $improvement } is over: nothing about it changes any more.
refused-in-another-improvement = { $case } is a part of { $improvement } already.
refused-not-one-of-many = { $case } asks for an answer of its own.
refused-told-before = Nothing was sent: this customer was told of { $improvement } already.
refused-all-not-as-shown = Nothing was sent: something changed since { $improvement } was shown. Opening it again shows what would leave now.
refused-nobody-to-tell = { $improvement }: nobody is left to tell together.
refused-nobody-found = No open feedback says “{ $words }”. Try other words, or `/boucle themes`.
refused-nothing-to-read = { $improvement }: nothing waits for a second reader any more.
