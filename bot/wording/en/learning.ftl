# What was learned from people: on the card, behind "show all", and when it is forgotten.

card-like-moved = Like { $case }, which a colleague moved here
card-like-kept = Like { $case }, which a colleague took here
card-like-none = Like { $case }, which fits no touchpoint of the map
card-learned = 💡 I learned from this
card-learned-none = 💡 Fits no touchpoint of the map: I learned from this
details-learned-moved = 💡 Learned from it: such feedback is about { $touchpoint } (taught by { $name })
details-learned-kept = 💡 Learned from it: such feedback is about { $touchpoint } ({ $name } took it)
details-learned-none = 💡 Learned from it: such feedback fits no touchpoint of the map (taught by { $name })
details-unlearn = Forget what was learned
details-unlearned = Nothing is learned from { $case } any more.
fact-unlearned = what was learned is forgotten
fact-unlearned-at = what was learned is forgotten (that it is about { $touchpoint })
refused-nothing-learned = Nothing is learned from { $case }.
refused-not-theirs-to-unlearn = What was learned from { $case } can be forgotten by who taught it, or by a lead.
pass-on-none = None: nothing on the map fits
