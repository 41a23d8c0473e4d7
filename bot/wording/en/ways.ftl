# Ways to the customer: which one, exactly what leaves by it, and what stands in the way.

answer-by-mail = By e-mail
answer-by-zendesk = In Zendesk, under their request #{ $to }
answer-by-webhook = By our own system
answer-by-public = In public, under their review: I’ll copy it there
answer-by-hand = By hand: I’ll copy it where they wrote

answer-noted-mail = The message for { $case } is on its way.
answer-noted-zendesk = The message for { $case } is on its way to Zendesk.
answer-noted-webhook = The message for { $case } is on its way to our system.
answer-noted-public = Noted: { $case } was answered in public.
answer-noted-hand = Noted: { $case } was answered by hand.
answer-noted-phone = Noted: { $case } was answered in person.

answer-done-public = It is published
answer-done-hand = It is copied there

preview-to = *To*: { $name } { $address }
preview-by-mail = *By*: e-mail to { $to }
preview-by-zendesk = *By*: a public comment in Zendesk, request #{ $to }; whoever is in copy there reads it too
preview-by-webhook = *By*: our own system ({ $to })
preview-from-mail = *From*: { $name }
preview-from-zendesk = *From*: the company’s Zendesk account; signed below ({ $name })
preview-from-webhook = *From*: { $name }
preview-public = *To copy under the review*: { $where }
preview-hand = *To copy where { $name } wrote*: { $where }
preview-where = Where was it put?
preview-where-needed = Where can the reply be seen?

reading-approved-by-hand = Thank you: the text for { $case } may be used, and its author knows.
button-approve-by-hand = Approve
given-back-approved-public = ✅ { $name } has read the text for { $case }. It can be copied under the review:
given-back-approved-hand = ✅ { $name } has read the text for { $case }. It can be copied where the customer wrote:

stuck-mail = the message for { $case }, to { $address }
stuck-zendesk = the message for { $case }, in Zendesk, request #{ $address }
stuck-webhook = the message for { $case }, by our own system ({ $address })

card-no-way = No address known; a reply can still be copied where they wrote (… → “Write to the customer”), or an address given (… → “Give an e-mail address”)
