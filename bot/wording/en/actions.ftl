# What is done about a piece of feedback: planned, changed, stuck, dropped, done.

card-action-open = ▸ { $what } · { $name } · { $due }
card-action-done = ✔︎ { $what } · { $name } · done
card-action-dropped = ✖︎ { $what } · dropped
card-action-not-now = ✋ Not now: { $what }
action-nobody = in nobody’s hands yet
action-link-shown = follow it
action-stuck = ⛔ stuck: { $on }

action-kind = What kind of thing is it?
action-kind-real-change = A real change
action-kind-quick-win = 🌱 A quick win
action-kind-not-now = Not now
action-kind-hint = “Not now” needs no date: write above, honestly, why not. This customer can be told so.
action-not-now-noted = Noted for { $case }: not now. Next comes telling the customer why, in plain words.
action-link = Link to where it is followed
action-link-wrong = A link begins with https:// and holds no spaces.
action-state = How does it go on?
action-state-goes-on = It goes on
action-state-done = It is done
action-state-dropped = It is dropped

actions-another = Plan something else
actions-change = Change
actions-stuck = I’m stuck

stuck-title = I’m stuck
stuck-on = What stands in the way?
stuck-why = In a few words
stuck-who-reads = The leads read it, to help; the week’s figures count it, without names.
stuck-noted = Noted for { $case }. The leads see what stands in the way, not who said so.
stuck-reassure = Say we are still on it
stuck-new-date = Give a new date
digest-blocks = What stands in our way
obstacle-rule = a rule of ours
obstacle-tool = a tool
obstacle-team = another team
obstacle-authority = a decision that is not mine

refused-action-over = That part of { $case } is done or dropped already. “What we’re doing…” plans something else.
refused-already-theirs = { $by } already has { $case }.

fact-handed-over = handed over to a colleague
fact-changed = action changed
fact-stuck = something stands in the way
fact-dropped = action dropped

more-actions = What we’re doing…

draft-answer-not-now =
    { $greeting }

    You wrote to us{ $about }. { $sorry }

    We will not change this for now, and we prefer to say so plainly:
    → { $what }

    Your words stay with the team, and will count when we decide again.
subject-answer-not-now = Your feedback: our honest answer
