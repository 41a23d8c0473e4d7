# Drafts of what the customer reads; a person re-reads, changes and sends them.

draft-greeting = Hello,
draft-greeting-name = Hello { $name },
# { $about } is empty, or “about …” with a space before it.
draft-about = about “{ $touchpoint }”
draft-sorry-low = That should not have happened, and we are sorry for the time and trouble it cost you.
draft-sorry-calm = Thank you for taking the time to tell us.
draft-acknowledgement =
    { $greeting }

    What you wrote to us{ $about } has arrived, and somebody is looking after it. { $sorry }

    You will hear from us by { $day }.
draft-answer =
    { $greeting }

    You wrote to us{ $about }. { $sorry }

    Here’s what we’re doing, by { $day }:
    → { $what }

    I will write to you that day to tell you where we are.
draft-answer-done =
    { $greeting }

    You wrote to us{ $about }. { $sorry }

    Here’s what we did:
    → { $what }

    If anything is still not right, just tell us.
draft-follow-up =
    { $greeting }

    We owed you news{ $about }: it is done.
    → { $what }

    Thank you for telling us: that is how things change.
draft-new-date =
    { $greeting }

    We owed you news{ $about }. It is not finished yet, and we would rather tell you than let you wait. We are sorry.

    New date: …
draft-thanks =
    { $greeting }

    Thank you for your words{ $about }. The whole team read them, and they did us good.
subject-acknowledgement = Your message has arrived
subject-answer = Your feedback: here’s what we’re doing
subject-answer-done = Your feedback: what we did
subject-follow-up = Your feedback: it is done
subject-new-date = Your feedback: a new date
subject-thanks = Thank you for your words
mail-did-it-help = Did this help? One click tells us: { $link }
mail-link-here = [personal link]
