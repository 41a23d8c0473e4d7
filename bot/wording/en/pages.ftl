# Boucle’s web pages: the customer’s answer, the week, and what machines are told.

page-language = Language

page-answer-title = Did this help?
page-answer-about = On { $day } you received a message signed “{ $signed }”. You have the last word on whether this is settled.
page-answer-yes = Yes, thank you
page-answer-no = No, not yet
page-answer-words = A few words
page-answer-optional = (optional)
page-answer-who-reads = The teams at { $company } will read them.
page-answer-send = Send my answer
page-answer-choose = One thing is missing: yes, or no.
page-answer-too-long = That is a little long for this form: { $most } characters at most. Nothing has been sent yet.
page-answer-thanks-yes = Thank you!
    .text = That is good news, and the team is hearing it right now.
page-answer-thanks-no = Thank you for telling us.
    .text = The team is picking this up where it was left. You won’t have to tell the whole story again.
page-answer-change = Change my answer

page-link-expired = This link is no longer valid
    .text = It has had its time. To tell us something, simply reply to our message.
page-no-key = A key is needed here
    .text = It is named in docs/settings.md.
page-not-found = There is no such page
    .text = The link may be incomplete: copy all of it from the message you received.
page-bad-request = This request cannot be read
    .text = Open the link in the message you received and try again.
page-wrong-method = This address does not take such a request
    .text = Open the link in the message you received.
page-too-large = This is too long
    .text = Shorten your text and try again. Nothing was saved.
page-too-slow = This took too long to arrive
    .text = Check the connection and try again. Nothing was saved.
page-packed = This cannot be unpacked
    .text = Send it as it is, without Content-Encoding. Nothing was saved.
page-too-many = That was a lot at once
    .text = Wait a moment and try again. Nothing was saved.
page-failed = Something went wrong
    .text = Nothing was saved. Please try again in a few minutes.

page-intake-no-secret = Boucle takes nothing in at this address until BOUCLE_SECRET or BOUCLE_INTAKE_KEYS is set.
page-intake-key = Key or signature refused: use the one of this source.
page-intake-late = The signature is too old (over 5 minutes): check the clock of the machine that sends.
page-intake-source = Not a name for a source: letters, digits, dots and dashes, 64 at most.
page-intake-json = This is not a JSON object: send one object per feedback, in a list or one a line.
page-outcome-no-secret = Boucle hears no outcomes until BOUCLE_WEBHOOK_SECRET is set.
page-outcome-key = Signature refused: sign “id.timestamp.body” with the secret of BOUCLE_WEBHOOK_SECRET.
page-outcome-type = Not understood: the type is message.delivered, message.bounced, message.refused or customer.replied, and data holds an id.
page-outcome-words = The reply is missing, longer than 10,000 signs, or holds signs that are no text.
page-outcome-unknown = No message of ours has this id: send back the webhook-id that came with the message.

page-reply-title = Your reply
page-reply-words = Your reply, in a few words
page-reply-empty = Your words are missing, or a wish.
page-reply-thanks = Thank you!
    .text = Your reply has arrived, and the person who looks after your request is reading it.
page-tap-understood = Did you feel understood?
page-tap-clear = Was it clear?
page-tap-respected = Were you treated as a person?
page-tap-yes = Yes
page-tap-no = No
page-wish = And now?
page-wish-none = Nothing more
page-wish-call = Call me
page-wish-write = Write to me
page-wish-leave-alone = Do not write to me again
page-answer-left-alone = We will not write to you again. Should you change your mind, this link is enough.
