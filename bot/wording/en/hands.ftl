# A piece of feedback changes hands: taken, handed over, passed on, given back.

word-notification = { $case }: a word for you
word-given = *{ $case }* ({ $about }): { $by } hands it over to you.
word-given-on = *{ $case }* ({ $about }): { $by } handed it over to { $to }. Nothing is left for you to do.
word-asked = *{ $case }* ({ $about }): { $by } planned “{ $what }” with you, for { $due }.
word-help-place = *{ $case }* ({ $about }) was passed on for the second time, and is with { $department } now. Could you help to place it?
word-why = In their words: { $why }

pass-on-colleague = … or which colleague?
pass-on-colleague-hint = They hear of it at once, in their working hours. What is planned keeps its date.
pass-on-no-colleague = Boucle does not know this colleague. Somebody else, or a team?

command-taken = { $case } is yours. Thank you!
command-released = { $case } is back with the team.
command-passed = { $case } is with { $to } now.
word-came-back = Back with the team: *{ $cases }*. What is planned keeps its dates. Who could take it on?
fact-came-back = back with the team
word-thanks = 🙏 A customer names you, and { $by } passes the thanks on.
line-thanks-taken-back = { $name } takes that back.
refused-nothing-to-take-back = Somebody went on with { $case } already: it stands.
fact-taken-back = taken back
details-customer-clock = Customer’s wait: { $wait } · a first word by { $acknowledge } · an answer by { $answer }
details-team-clock = Team’s time: to take before { $until }
details-taken-at = Taken on { $at }
details-no-clock = Nobody waits any more.
home-doing = What I’m doing
