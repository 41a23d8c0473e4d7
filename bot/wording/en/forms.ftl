# The forms, their buttons, and what only the person who acts can read.

form-save = Save
form-cancel = Cancel
form-close = Close
form-back = Edit
form-pass-on = Pass on
form-close-case = Close
form-add = Add
form-we-promise = 🤝 We promise: { $what }
form-you-may = ✋ You may, without asking: { $what }

action-title = What we’re doing
action-what = What would really make a difference to this customer?
action-due = By when?
action-due-example = Friday, tomorrow 5pm, end of month…
action-taker = Who does it?
action-noted = Noted for { $case }: { $due }.

due-needs-a-day = Which day exactly? For example “Friday”, “tomorrow 5pm” or “end of month”.
due-in-the-past = That date has passed. Which day to come?
due-not-understood = That date was not understood. For example: “Friday”, “3 December” or “in 3 days”.
due-holiday = { $day } is a holiday: the next working day is { $next }.
due-day-off = The team does not work on { $day }: the next working day is { $next }.
due-another-day = Choose another day
due-too-far = That date is more than two years away. Which day is nearer?

answer-title-answer = Answer the customer
answer-title-thanks = Thank the customer
answer-title-follow-up = It’s done: tell them
answer-title-new-date = Give a new date
answer-way = How?
answer-by-phone = I called, or said it in person
answer-subject = Subject
answer-text = Message
answer-check-list = Answers the point? What, and when? Clear, no blame, no jargon, nobody else’s data?
answer-promised = Date told to the customer
answer-promised-hint = The feedback stays open until the customer hears that it is done. Empty: nothing is promised.
answer-continue = Read before sending
answer-left-open = A “…” is left to complete.
answer-too-long = Too long for the preview: please shorten it a little.
answer-the-customer = this customer
answer-send-to = Send to { $name }
answer-send = Send
preview-title = Exactly what is sent
preview-subject = *Subject*: { $subject }
preview-promised = Promise: { $day }

pass-on-title = Pass on
pass-on-touchpoint = Which step of the journey is it about?
pass-on-touchpoint-hint = That tells Boucle which team owns it.
pass-on-department = … or which team should have it?
pass-on-why = Why?
pass-on-nowhere = A step of the journey or a team: one of them.

close-title = Close
close-how = How does it end?
close-cause = Where did it come from?
close-reason = One more word
close-reason-needed = Why is no reply needed?
no-reply-title = No reply needed
no-reply-reason = Why is no reply needed?

add-title = Feedback you heard
add-words = The customer’s words
add-touchpoint = Step of the journey
add-touchpoint-hint = Empty: Boucle finds it.
add-name = Customer’s name
add-email = Customer’s e-mail
add-email-hint = Only if this customer would like an answer.
add-email-wrong = That is not an address. Empty is fine too.
add-taken = Thank you! { $case } is with { $department } ({ $channel }) and will be among the morning’s customers.
add-grave = Thank you! The leads have it, and nobody else.
add-counted = Thank you! It is noted and counted; with nothing to act on, nothing is posted.

refused-already-taken = { $by } already has { $case }.
refused-closed = { $case } is closed. To come back to it: “Reopen”, behind the menu of its line.
refused-not-theirs = { $case } is in other hands.
refused-already-there = { $case } is with that team already.
refused-no-contact = Nothing was sent: for { $case } there is no consent or no address.
refused-out-of-date = Nothing was sent: the customer changed their words meanwhile. Read them on the card of { $case }.
refused-promise-passed = Nothing was sent: the date that the message for { $case } tells has passed. Read it again, with a date to come.
refused-rehearsal = Nothing was sent: the team is rehearsing, no message leaves the house.
refused-not-as-shown = Nothing was sent: since the preview, { $case } has another address or team. A new preview will show it.
refused-same-date = { $case }: that date is the one told already; nothing was sent twice.
refused-already-answered = { $case } has its answer already; nothing was sent twice.
refused-nothing-promised = { $case }: no promise is waiting.
refused-promise-waits = { $case }: a date was told to the customer. First “It’s done” or “New date”.
refused-not-closed = { $case } is open already.
refused-not-lead = That is for the leads.
refused-not-stuck = That is settled already.
not-opened = Slack could not open the form. Please press again.
not-done = That was not done, because of an error on our side. Nothing was changed.
do-again = Try again
done-by-now = That is done by now.
written-before = What you had written:
not-received = Nothing was done: Boucle’s memory does not answer. Please try again in a minute.

ask-close = Yes, close
ask-finish = Yes, done
ask-pass-on = Pass on to…
ask-no-reply = Say why
reaction-done = Is it really over for this customer?
reaction-pass-on = Who should have it, and why?
reaction-no-reply = Why is no reply needed?
reaction-done-action = “{ $what }”: is it done?
