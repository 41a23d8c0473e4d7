# Whether a message reached its customer.

fate-why-no-such-address = the address does not exist
fate-why-mailbox-full = the mailbox is full
fate-why-not-wanted = their mail server does not let us in
fate-why-too-late = their mail server did not answer for days
fate-why-ticket-closed = their request in Zendesk is closed: a mail would reach them, or a follow-up of it opened there
fate-why-ticket-gone = their request is no longer in Zendesk: a mail would reach them, or a new request opened there
fate-why-somebody-else = in Zendesk the request is somebody else’s: look there first who is who
fate-why-other = their side gives no clear reason
untold-acknowledgement = the acknowledgement
untold-answer = the answer
untold-follow-up = the follow-up
untold-thanks = the thank-you
untold-question = the question
untold-reassurance = the word “still on it”
card-not-arrived = 📭 Did not reach the customer ({ $why }), who knows nothing yet: call, give another address (under “…”), or tell them by hand
card-fate-held = ❔ Not sure that it arrived: a lead has to confirm
card-fate-dead = ✋ Could not be sent: it is with the leads
card-fate-delivered = 📬 Arrived
line-not-arrived = { $to }📭 { $case }: { $told } did not reach the customer ({ $why }), who has not been told: call, try another address, or tell them by hand; then the loop can go on.
story-not-arrived = did not arrive
fact-accepted = message has left
fact-delivered = message has arrived
fact-bounced = message came back, customer not told
fact-refused = message refused at the customer’s side
fact-held = sending to be confirmed
fact-dead = message could not be sent

line-customer-wrote = { $to }💬 The customer wrote back.
line-customer-wrote-reopened = { $to }💬 The customer wrote back. The feedback is open again.
line-customer-stopped = { $to }🤫 { $case }: the customer wants no more mail. Nobody writes to them any more; what we put right counts all the same.
line-attachments = 📎 { $files ->
    [one] A file came with it: it is in the mailbox
   *[other] { $files } files came with it: they are in the mailbox
}
details-mail = What the customer wrote back · { $day }
status-unread-mail = 📮 A mail of { $day } could not be read here: please look in the mailbox
status-unread-seen = I have looked
status-unread-noted = Thank you: noted.
