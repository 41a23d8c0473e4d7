# Reminders: put off, chosen; and what the leads hear of the time limits.

nudge-late-acknowledge = { $case } ({ $about }): this customer has not heard from us in the time we set.
nudge-late-answer = { $case } ({ $about }): the time to answer this customer has passed.
nudge-late-promise = { $case } ({ $about }): { $day } was told to the customer, and has passed.
nudge-choose = Choose my reminders
later-1d = Later: tomorrow
later-monday = Later: Monday
later-later-day = Later: another day…
later-title = Later
later-until = Remind me when?
later-noted = { $case } will come back on { $day }, at the start of the day.
reminders-title = My reminders
reminders-wanted = Remind me …
reminders-before = the day before something is due
reminders-on-the-day = on the day
reminders-after = once, when the day has passed
reminders-undecided = of what I took and is still undecided
reminders-for-leads = as a lead: of what waits beyond our time limits
reminders-noted = Noted. There is one message a day at most, and none on a day with nothing.
word-returned = *{ $case }* ({ $about }): { $by } gives “{ $what }” back. It is for { $due }.
word-stuck = *{ $case }* ({ $about }) is stuck on { $on }. Can you help to get it out of the way?
