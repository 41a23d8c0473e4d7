# The customers’ week: what the digest says, in its channel, on its page and in its picture.

digest-title = The customers’ week
digest-notification = The customers’ week: { $heard ->
        [0] nobody was heard from.
        [one] one customer heard, { $acted } acted on, { $told } told.
       *[other] { $heard } heard, { $acted } acted on, { $told } told.
    }

digest-voices = In their words
digest-no-voices = No words to show this week.
digest-unplaced = to be placed
digest-voice-done = We did: { $done }
digest-voice-doing = What we’re doing: { $done }
digest-voice-promised = Promised for { $day }
digest-voice-open = Still waiting for us
digest-voice-told = The customer was told
digest-voice-told-by-phone = We called them
digest-voice-cannot-be-reached = Cannot be reached
digest-voice-none-needed = Needed no reply
digest-voice-thanked = Thanked
digest-voice-helped = The customer: “That helped.”
digest-voice-not-helped = The customer: “That did not help.”
digest-voice-said-back = The customer: “{ $words }”

digest-journey = Along their journey
digest-stages = Stages
digest-touchpoints = Touchpoints
digest-heard = heard
digest-felt = felt
digest-before = week before
digest-too-few = fewer than five
digest-mood-great = very good
digest-mood-good = rather good
digest-mood-mixed = mixed
digest-mood-low = rather hard
digest-mood-bad = hard
digest-better = better than the week before
digest-worse = worse than the week before
digest-same = as the week before

digest-customers = What came back to them
digest-helped = { $part } of { $whole } customers say it helped
digest-nobody-said-helped = No customer has told us yet whether it helped
digest-told-in-time = { $part } of { $whole } answered within 48 h
digest-promises = Promises: { $parts }
digest-promises-kept = { $number } kept
digest-promises-moved = { $number } moved with a word
digest-promises-missed = { $number } missed
digest-thanks = { $number ->
        [one] One thank-you passed on
       *[other] { $number } thank-yous passed on
    }
digest-reopened = { $number ->
        [one] One reopened
       *[other] { $number } reopened
    }

digest-since-last = After the last digest, and counted with its week: { $heard }, { $told }
digest-since-heard = { $number ->
        [0] nothing new heard
        [one] one more heard
       *[other] { $number } more heard
    }
digest-since-told = { $number ->
        [0] no customer answered
        [one] one customer answered
       *[other] { $number } customers answered
    }

digest-causes = Why it went wrong
digest-waiting-total = { $number ->
        [0] Nobody is waiting for us.
        [one] One customer is still waiting for us.
       *[other] { $number } customers are still waiting for us.
    }
digest-waiting-elsewhere = elsewhere
digest-silent = Nobody was heard from
digest-silent-between = In-between moments, where silence hides most: { $names }
digest-silent-others = No words about: { $names }
digest-more = and { $number } more

digest-funnel = Our own loop
digest-heard-acted-told = { $heard } heard · { $acted } acted on · { $told } told
digest-without-words = { $number ->
        [one] One of those heard left no words (a score alone).
       *[other] { $number } of those heard left no words (a score alone).
    }
digest-nothing = Nobody was heard from this week. Silence is news too: are we asking?
digest-step-collect = new
digest-step-read = understood
digest-step-route = placed
digest-step-share = shown
digest-step-take = taken on
digest-step-act = acted on
digest-step-answer = told
digest-step-follow_up = followed up
digest-step-close = closed
digest-open-page = Read the whole week

digest-picture-title = How customers felt along the way
digest-picture-alt = Curve of how customers felt, from stage to stage of their journey. The same figures stand in the table.
digest-picture-good =
    high
    points
digest-picture-bad =
    low
    points
digest-picture-before = the week before
digest-picture-heard = { $heard } heard
digest-picture-few = fewer than five
