# Writing to a customer: what is written, who reads it first, and what stands in the way.

kind-answer = Answer: what we’re doing
kind-acknowledgement = Acknowledgement: heard you, news by…
kind-follow-up = Follow-up: it’s done
kind-new-date = Follow-up: a new date
kind-reassurance = Still on it, with the date
kind-thanks = Thank-you
kind-question = One question to the customer
answer-kind = What to write?
answer-title-acknowledgement = Say “heard you”
answer-title-question = Ask one question
answer-title-reassurance = Still on it
answer-public-personal = Everybody will read this reply: no names, addresses or numbers, please.
answer-written-lately = ✋ { $department } wrote to this customer ({ $day }, { $case }).
answer-proposed = Nothing was sent yet: a second person reads the message for { $case } first.
answer-ask-reader = Ask for a second look
preview-read-first = 👥 A second person reads it first: { $why }.
preview-then = And then?
preview-keep-open = Send, and keep it open
preview-close = Send and close

warning-no-date = ⚠️ A promise without a date: when, exactly?
warning-somebody-else = ⚠️ Somebody else’s name, address or number may be in it.
warning-too-long = ⚠️ It is long: what matters reads in a minute.
warning-blame = ⚠️ Some words may read as blame.
warning-jargon = ⚠️ A word of the house that customers do not know.

why-first-messages = this team’s first messages
why-reviewed = the team’s own rule
why-grave = sensitive content
why-amount = an amount
why-liability = liability
why-press = the press
why-health = health
why-law = the law

reading-title = For a second look
reading-asked = 👥 { $case }: a message to the customer waits for a second reader
reading-why = Written by { $name } · read again because of: { $why }
reading-approved = Thank you: the message for { $case } is on its way.
reading-sent-back = Passed on. Nothing was sent.
button-approve = Approve and send
button-send-back = Send back with a word
button-read = Read it
button-rewrite = Go on with the text
word-title = Send back with a word
word-what = What should change?
form-send-back = Send back
published-title = Where is it published?
given-back-sent-back = ↩ { $name } has read the message for { $case } and suggests another version. Nothing was sent.
given-back-out-of-date = ↩ The message for { $case } was not sent. { $why }

line-second-reading = 👥 A message by { $name } for { $case } waits for a second reader: anybody who did not write it.
line-customer-replied = { $to }💬 The customer replied to the question.
line-held-back = { $to }✋ { $case }: the approved message was not sent. { $why }
instead-refused-no-contact = The customer no longer agrees to be contacted, or the address is gone: it can still be closed, saying why.
instead-refused-stopped = This customer wants to be left alone: nobody writes to them any more. What we put right counts all the same.
instead-refused-written-lately = We contacted this customer less than 30 days ago: wait, or join the answer to that first exchange.
instead-refused-rehearsal = The team is rehearsing: it can be sent from here once the team is live.

card-acknowledged = “Heard you” sent · news promised: { $day }
card-asked = ❓ Question asked: waits for the customer’s reply
card-read-first = 👥 A message waits for a second reader
more-write = Write to the customer
message-question = Question
message-reassurance = Still on it
fact-acknowledged = acknowledged
fact-asked = customer was asked a question
fact-reassured = customer reassured: still on it
fact-customer-replied = customer replied
fact-proposed = second reader asked
fact-sent-back = sent back with a word
fact-held-back = message held back, not sent

draft-question =
    { $greeting }

    You wrote to us{ $about }. { $sorry }

    To get it right, we need to know one thing:
    → …
draft-grave =
    { $greeting }

    …
draft-reassurance =
    { $greeting }

    We are still working on what you told us{ $about }. It is not finished yet, and it is not forgotten.

    You will have news from us on { $day }.
subject-reassurance = Your feedback: still on it
subject-question = Your feedback: one question
mail-reply-here = Your reply, in a few words: { $link }

refused-stopped = Nothing was sent: the customer of { $case } wants to be left alone. What we put right counts all the same; it can be closed, saying why.
refused-written-lately = Nothing was sent: we contacted the customer of { $case } less than 30 days ago. Wait, or join the answer to that first exchange.
refused-case-went-on = Nothing was sent: { $case } has changed since this draft. A new draft will take it into account.
refused-already-acknowledged = { $case }: this customer knows already that we heard; nothing was sent twice.
refused-already-asked = { $case }: a question is still waiting for its reply.
refused-already-reassured = { $case }: this customer already knows that we are on it, and until when; nothing was sent a second time.
refused-no-second-reader = Nothing was sent: a second person has to read the message for { $case }, and there is only one person here. Invite somebody, or give the team a lead in journey.yaml; where neither amounts nor delicate matters are told, “may_send: direct” with “first_answers_reviewed: 0” lets messages leave alone. Calling, and then “I called”, always works.
refused-own-words = { $case }: these are your own words, somebody else has to read them.
refused-already-read = { $case }: somebody has decided already.

wish-call = 📞 This customer would like a call.
wish-write = ✉️ This customer would like a written answer.
wish-leave-alone = 🤫 This customer wants to be left alone: nobody writes to them any more.
line-with-leads = 🔒 { $case } is with the leads now.
fact-customer-grave = sensitive words of the customer: with the leads
fact-customer-stopped = customer wants to be left alone
fact-customer-back = customer takes our messages again

replies-unknown-language = “{ $given }” is no language we write: { $allowed }. One file a language, fr.yaml for instance.
replies-unknown-language-nearest = “{ $given }” is no language we write: did you mean “{ $nearest }”?
replies-unknown-channel = “{ $given }” is no channel: { $allowed }.
replies-unknown-channel-nearest = “{ $given }” is no channel: did you mean “{ $nearest }”?
replies-unknown-placeholder = nothing fills “{ $given }” in braces: { $allowed }.
replies-unknown-placeholder-nearest = nothing fills “{ $given }” in braces: did you mean “{ $nearest }”?
replies-lone-brace = a brace “{ $given }” stands alone: take it out, or add the other one.
replies-subject-on-one-line = the subject of a message takes one line.

answer-statement-stale = 📌 What we tell all customers about this is out of date: see “/boucle statements”.
statements-title = { $statements ->
    [0] Nothing is said to everybody yet: what we’re doing, once for all
    [one] One sentence for all who ask
   *[other] { $statements } sentences for all who ask
}
statements-new = New sentence
statements-fresh = { $about } · { $name }, { $day } · holds until { $until }
statements-stale = ⚠️ to be looked at · { $about } · { $name }, { $day } · held until { $until }
statements-again = Say it anew
statements-withdraw = Withdraw
statements-form-title = What we’re doing
statements-text-fr = In French
statements-text-en = In English
statements-until = Until when is it true?
statements-no-text = The sentence is missing, in one language at least.
statements-saved = Noted: drafts of answers hold it until { $day }.
statements-withdrawn = Taken out of answers.
story-title = { $cases ->
    [one] The customer of { $case }: one feedback
   *[other] The customer of { $case }: { $cases } pieces of feedback
}
story-private = This customer’s story is for the leads and for who has { $case }.
story-nobody = { $case } comes from somebody who must not be recognised: nothing is linked to it.
story-same-id = All of this carries the same customer id.
story-same-email = Taken as the same person: { $other } (same e-mail address).
story-same-phone = Taken as the same person: { $other } (same number).
story-apart = Two people
story-same = Undo
story-told-apart = Noted: these are two people.
story-same-again = Undone: one person.
story-not-sent = not sent
story-helped = it helped
story-not-helped = it did not help
story-replied = the customer replied
