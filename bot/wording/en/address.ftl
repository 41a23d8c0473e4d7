# Another address for a customer whom mail does not reach.

more-address = Give an e-mail address
address-title = E-mail address
address-label = At which address can they be written to?
address-hint = Nothing leaves yet: the message is previewed before it is sent, with this address.
address-consent = An address is no consent: whoever wants no more mail gets none. The history keeps who gave it.
address-is-none = This is not an e-mail address.
address-is-ours = This is an address of ours, not the customer’s.
address-came-back = A message has already come back from this address.
address-stopped = At this address, somebody asked for no more mail.
address-noted = Noted for { $case }: the message can now be written to this address.
refused-no-address-wanted = No address is needed for { $case }: the known one is fine, or this customer does not want to be contacted.
fact-address-given = another address of the customer given
preview-address-given = *Address given by { $name }*, not by the customer: read it letter by letter.
answer-no-address = No e-mail address reaches them: give one (… → “Give an e-mail address”), or call.
