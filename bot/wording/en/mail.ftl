# Drafts of what the customer reads; a person re-reads, changes and sends them.

draft-greeting = Hello,
draft-greeting-name = Hello { $name },
draft-about = about “{ $touchpoint }”
draft-about-you = to us
draft-what = …
draft-acknowledgement =
    { $greeting }

    What you wrote { $about } has arrived, and a person is looking after it. You will hear from us by { $day }.
draft-acknowledgement-calm =
    { $greeting }

    Thank you for what you wrote { $about }: it has arrived. You will hear from us by { $day }.
draft-answer =
    { $greeting }

    You wrote { $about }. That should not have happened, and we are sorry for the time it cost you.

    Here’s what we’re doing: { $what }, by { $day }. I will write to you that day.
draft-answer-calm =
    { $greeting }

    Thank you for what you wrote { $about }.

    Here’s what we’re doing: { $what }, by { $day }. I will write to you that day.
draft-answer-open =
    { $greeting }

    Thank you for what you wrote { $about }.

    Here’s what we’re doing: …
draft-follow-up =
    { $greeting }

    As promised, here is the news: it is done ({ $what }).

    Thank you for telling us: that is how things change.
draft-new-date =
    { $greeting }

    I had promised you news { $about }. It is not finished yet, and I would rather tell you than let you wait.

    New date: …
draft-thanks =
    { $greeting }

    Thank you for your words { $about }. The whole team read them, and they did us good.
subject-acknowledgement = Your message has arrived
subject-answer = Your feedback: here’s what we’re doing
subject-follow-up = Your feedback: it is done
subject-new-date = Your feedback: a new date
subject-thanks = Thank you for your words
mail-did-it-help = Did this help? One click tells us: { $link }
mail-link-here = [personal link]
