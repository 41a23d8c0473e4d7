# The card of a piece of feedback: what a team sees in its channel.

card-notification = { $case } · { $about } · { $state }
card-state-collect = received
card-state-read = received
card-state-route = received
card-state-share = new feedback
card-state-take = new feedback
card-state-act = somebody has it
card-state-answer = waiting for an answer
card-state-follow-up = a promise to keep
card-state-close = ready to close
card-state-closed = closed
card-to-be-placed = To be placed
card-score-expected = { $given }, hoped for { $expected }
card-no-words = A score without a word: { $score }
card-since = with us for { $long }
card-signal-effort = tried several times
card-signal-leaving = talks of leaving
card-signal-urgent = urgent
card-signal-irony = maybe ironic
card-signal-expectation = expected more
card-signal-praise = praise
card-waits = Waiting for { $wait }
card-take-before = to take before { $time }
card-take-before-tomorrow = to take before { $time }, next working day
card-take-late = the time to take it has passed
card-means = Here because it means much the same as “{ $words }”
card-because = Here because of “{ $words }”
card-given = Its touchpoint came with it
card-unsure = Not sure enough about the touchpoint: where does it belong?
card-other-language = Boucle does not read this language: where does it belong?
card-passed-on = Passed on: { $why }
card-grave = 🔒 Sensitive ({ $what }): only leads see it, it never goes to the channel
card-regulated = ⚖️ Regulated complaint: our answer does not replace its procedure
card-also = also concerns { $others }
card-linked = same customer as { $other }
card-taken = { $name } has it
card-promised = Answered · promise: { $day }
card-answered = Answered
card-no-contact = No way to answer this customer (no consent or no address): what we fix still counts
card-closed = ✅ { $case } closed
card-customer-said = “{ $words }”

grave-self-harm = distress
grave-danger = danger
grave-discrimination = discrimination
grave-harassment = harassment
grave-legal = legal threat
grave-press = press
grave-health = health

button-take = I’ll take it
button-act = What we’re doing
button-answer = Answer the customer
button-follow-up = It’s done: tell the customer
button-close = Close
button-thanks = Pass on the thanks
button-thank-customer = Thank the customer
button-none-of-these = { $places ->
    [0] Say where it belongs
    [1] Somewhere else
   *[other] None of these
}

more-pass-on = Pass on to…
more-no-reply = No reply needed
more-new-date = Give a new date
more-release = Hand it back
more-show = Show all
more-reopen = Reopen

closed-told = customer told
closed-told-by-phone = customer told by phone
closed-cannot-be-reached = customer cannot be reached
closed-none-needed = no reply needed
closed-thanked = thanks passed on

line-moved = ↪ { $case } was passed on to { $department }.
line-thanks-passed-on = 🙏 { $name } passes these thanks on to the whole team.
line-customer-helped = 💬 The customer replied: it helped.
line-customer-not-helped = 💬 The customer replied: it did not help. The feedback is open again.

details-original = See the original words
original-noted = 🔒 Nothing is hidden here. That you looked is in the history.
refused-original = The original words of { $case } are for its leads, as long as they are kept.
details-confidence = { $share } sure
details-understood = What Boucle understood: { $what }
emotion-anger = anger
emotion-frustration = frustration
emotion-sadness = sadness
emotion-worry = worry
emotion-confusion = confusion
emotion-surprise = surprise
emotion-delight = delight
emotion-gratitude = gratitude
emotion-neutral = even tone
message-acknowledgement = Acknowledgement
message-answer = Answer
message-follow-up = Follow-up
message-thanks = Thanks
fact-opened = feedback received
fact-read = read
fact-read-again = read again, for what it means
fact-routed = placed
fact-routed-at = placed at { $touchpoint }
fact-routed-nowhere = to be placed
fact-revised = the customer changed their words
fact-same-again = other customers say the same
fact-shared = shown to the team
fact-taken = taken
fact-released = handed back
fact-passed-on = passed on
fact-passed-on-to = passed on to { $department }
fact-placed = placed by somebody
fact-placed-at = placed at { $touchpoint }
fact-placed-nowhere = set apart: fits no touchpoint
fact-planned = action planned
fact-done = action done
fact-approved = answer re-read
fact-answered = customer told
fact-thanked = thanks passed on
fact-followed-up = promise kept
fact-promised-again = new date given
fact-closed = closed
fact-reopened = reopened
fact-customer-helped = the customer says it helped
fact-customer-not-helped = the customer says it did not help
fact-original-seen = original text looked at
fact-held-arrived = sending confirmed
fact-held-again = sent again
fact-forgotten = personal data erased

# When a customer was forgotten.
card-forgotten = _These words were erased, because the customer asked for it or because they were too old._
line-erased = _Erased: somebody asked that their words no longer be kept._

# Why some feedback comes before other.
details-why-first = Comes before others: { $why }
priority-moment-of-truth = moment of truth
priority-low = low point
priority-leaving = wants to leave
priority-at-stake = { $stake } at stake
priority-waiting = waits for an answer
priority-promise = a promised day is near, or went by
