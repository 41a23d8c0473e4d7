# The command line: what each command says, its help, and what stops it.

terminal-overview = Boucle: customers’ words to the department that can act, and the answer back to the customer.
terminal-command-word = COMMAND …
terminal-overview-end = “boucle COMMAND --help” shows all of a command, with an example.
terminal-help-usage = Usage:
terminal-help-arguments = To give
terminal-help-options = Options
terminal-help-examples = Examples:
terminal-help-help = show this help
terminal-help-json = answer in JSON, on one line
terminal-see-help = “{ $command }” tells everything.

## The commands

terminal-demo = try Boucle on this machine, without a Slack account
    .help = A local Slack workspace, Boucle and sample feedback, in one go: it starts on a working morning, with the first customers’ words already in the channels. Ctrl-C stops everything.
    .port = port of the page; Boucle takes the next one (8700)
    .data = folder where everything is kept, to go on later
    .journey = a journey map in place of the example
    .feedback = a file of feedback in place of the example
    .no-browser = do not open the page in the browser
    .pace = seconds between two posts in a channel (0.02)
    .example =
        boucle demo
        boucle demo --data trial --no-browser
terminal-init = write the files to start from into a folder
    .help = Writes journey.yaml (the journey map), app.yaml (the Slack app) and .env.example (the settings). What is there is never overwritten.
    .folder = folder to write into; made where there is none
    .example = boucle init my-company
terminal-check = check the map, the settings and Slack
    .help = Names everything that is wrong, with file, line and cure. Slack is asked when SLACK_BOT_TOKEN is set. Nothing is changed, but the map with --accept.
    .suggest = print words that corrections suggest, ready for the map
    .accept = write the words that corrections suggest into the map
    .example =
        boucle check
        boucle check --suggest
        boucle check --accept
terminal-run = run Boucle with Slack
    .help = Runs Boucle until Ctrl-C: in Socket Mode when SLACK_APP_TOKEN is set, otherwise over HTTP (BOUCLE_LISTEN).
    .pace = seconds between two posts in a channel (1)
    .patience = seconds for which a silent Slack is waited for (10); six times as long again, and Boucle looks whether its message arrived
    .example = boucle run
terminal-import = take in a file of customer feedback
    .help = Takes CSV, JSON Lines or JSON, also as .gz. A refused line never stops the others: it goes, with its reason, to FILE.rejected.csv. Importing the same file twice takes nothing twice.
    .file = file to take in; “-” for standard input
    .source = name of the source, such as “survey”; otherwise that of the “source” column
    .example =
        boucle import feedback.csv --source survey
        gunzip -c reviews.jsonl.gz | boucle import - --source reviews --json
terminal-read = what Boucle understands of a text, and why
    .help = Understands texts and keeps nothing: touchpoint, department, feeling, personal data masked. Without TEXT, reads standard input: one text a line, or JSON Lines.
    .text = one or more texts, each between quotes
    .example =
        boucle read "I was charged twice this month"
        boucle read --json < words.txt
terminal-when = the date Boucle understands, or its question
    .help = Understands a due date as people write it, in French or English, or asks back what is missing.
    .text = the due date, as you would write it
    .now = the moment it is written (2026-11-24T10:00); otherwise now, by this machine’s time
    .locale = the way of the one who writes: 5/12 is 5 December, but May 12 for en-US
    .example =
        boucle when tomorrow 5pm
        boucle when "by the end of the month" --now 2026-11-24T10:00 --json
terminal-status = where the feedback stands
    .help = Counts open feedback by step and department, what is late, and what could not be sent.
    .example = boucle status
terminal-pause = stop everything that leaves the house
    .help = Lets nothing leave from now on: no post, no change of a card, no mail. What comes up waits, in its order; nothing is lost.
    .example = boucle pause
terminal-resume = let everything leave again
    .help = Ends a pause: what waited leaves now, in its order.
    .example = boucle resume
terminal-digest = the customers’ week
    .help = Tells a week, customers’ words first. Without --week, the current one.
    .week = the week to tell, such as 2026-W47
    .html = write the week into this file, as one page
    .png = write the picture of the journey into this file
    .example =
        boucle digest
        boucle digest --week 2026-W47 --html week.html --png week.png
terminal-workspace = a local Slack workspace, for any app
    .help = Serves a Slack workspace on this machine until Ctrl-C, and gives the three lines of settings that an app needs.
    .port = port of the page and the APIs (8700); 0 takes a free one
    .seed = YAML file of people, channels and apps to add
    .example = boucle workspace --port 8700

## What was typed wrongly

terminal-use-missing = “boucle { $command }” lacks { $what }.
terminal-use-unknown = “boucle { $command }” does not know “{ $what }” (a text that begins with a dash goes after “--”).
terminal-use-no-value = A value is missing after { $what }.
terminal-use-a-value = { $what } takes no value.
terminal-use-wrong = “boucle { $command }” did not understand: { $why }
terminal-use-nearest = “{ $given }” is not a command: did you mean “{ $nearest }”?
terminal-use-no-command = “{ $given }” is not a command.
terminal-use-port = “{ $given }” is not a port: give a number from 0 to 65535.
terminal-use-patience = “{ $given }” is not a time to wait: give more than 0 seconds, 60 at most.
terminal-use-pace = “{ $given }” is not a duration: give seconds, from 0 to 60.
terminal-use-moment = “{ $given }” is not a moment: write it like 2026-11-24T10:00.
terminal-use-week = “{ $given }” is not a week: write it like 2026-W47.

## What stops a command

terminal-unexpected = This was not done to the end, and it is no fault of yours: { $why }. Run it again with BOUCLE_TRACEBACK=1 to see where, and report it.
terminal-setting-wrong = { $name } cannot be used: write it like { $wanted }.
terminal-semantic-missing = { $name } is on, and boucle[semantic] is not installed, or not made for this machine: pip install 'boucle[semantic]', or set it to auto.
terminal-meaning-of-map = learning what the map means: { $done } of { $of } texts
terminal-env-not-utf8 = The file .env is not UTF-8: save it again as UTF-8.
terminal-env-unreadable = The file .env cannot be read ({ $why }): check who may open it.
terminal-token-missing = { $name } is not set: put it into .env (“boucle init” shows how), or try without Slack with “boucle demo”.
terminal-way-in-missing = Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set: put the first into .env (Socket Mode), or the second to go over HTTP.
terminal-map-missing = “{ $file }” does not exist: “boucle init .” writes an example, or BOUCLE_JOURNEY says where the map is.
terminal-map-unreadable = “{ $file }” cannot be read ({ $why }): BOUCLE_JOURNEY has to name the journey map, a file you may open.
terminal-map-broken = { $number ->
        [one] One mistake in the journey map: correct it and try again. Nothing was done.
       *[other] { $number } mistakes in the journey map: correct them and try again. Nothing was done.
    }
terminal-clock-silent = The workspace at { $address } does not tell the time: start it, or take BOUCLE_CLOCK out.
terminal-no-ledger = The database “{ $path }” is not there yet: “boucle import” makes it, or BOUCLE_DATABASE names another.
terminal-port-in-use = Port { $port } is in use: stop the program that holds it, or choose another with --port.
terminal-seed-wrong = “{ $file }” does not describe a workspace ({ $why }): correct it and try again.
terminal-seed-unreadable = “{ $file }” cannot be read ({ $why }): check its name and who may open it.
terminal-file-not-written = “{ $file }” cannot be written ({ $why }): choose a folder you may write to.
terminal-file-written = Written: { $file }

terminal-os-error = { $error ->
        [ENOENT] it is not there, or its folder is not
        [EACCES] access is denied
        [EPERM] access is denied
        [EISDIR] it is a folder
        [ENOTDIR] its path leads through a file
        [ENOSPC] the disk is full
        [EROFS] the disk is read-only
        [ECONNREFUSED] nobody listens there
        [ECONNRESET] the connection was cut
        [ETIMEDOUT] no answer in time
        [UNKNOWN_HOST] the name of the machine is unknown
       *[EEXIST] the name is taken
    }

## init

terminal-init-there = Nothing was written, since “{ $folder }” already holds { $files }: choose another folder, or move what is there.
terminal-init-written = Written into “{ $folder }”: { $files }. Next: make journey.yaml your own, copy .env.example to .env, then “boucle check”.
terminal-init-not-written = Nothing was written into “{ $folder }” ({ $why }): choose a folder you may write to.

## check

terminal-check-fine = All is well: { $company }, { $stages ->
        [one] one stage
       *[other] { $stages } stages
    }, { $touchpoints ->
        [one] one touchpoint
       *[other] { $touchpoints } touchpoints
    }, { $departments ->
        [one] one department
       *[other] { $departments } departments
    }.
terminal-check-problems = { $number ->
        [one] One problem to correct.
       *[other] { $number } problems to correct.
    }
terminal-check-no-token = SLACK_BOT_TOKEN is not set: Slack was not asked.
terminal-check-no-sender = no sender’s address although BOUCLE_SMTP is set: give the one customers will see.
terminal-mailbox-silent = the mailbox does not open ({ $why }). Look at user, password and folder: imaps://user:pass@host:993/INBOX
terminal-check-no-mail-secret = without it anybody could make up answers of customers. Make one by: openssl rand -hex 32
terminal-check-no-secret = without this secret, messages to customers go out without the “Did this help?” link: give a long random text (openssl rand -hex 32).
terminal-check-zendesk-key = Zendesk does not know this agent with this token: make a token (Admin Center, APIs, API tokens) and write the setting as https://agent@company.example:TOKEN@company.zendesk.com.
terminal-check-zendesk-role = this Zendesk user is no agent, and may not answer customers: take an agent’s address.
terminal-check-zendesk-no-admin = this Zendesk user is an agent: answers leave, and what customers reply there is not read. An administrator’s token reads it.
terminal-check-way-closed = answered by { $way }, and { $name } is not set: until it is, the other ways are offered.
terminal-check-zendesk-silent = Zendesk does not answer ({ $why }): check the network, the proxy and this address.
terminal-check-token-kind = this is not the right kind of token: { $name } begins with “{ $beginning }”.
terminal-check-no-way-in = Slack has no way to reach Boucle: set SLACK_APP_TOKEN (Socket Mode), or SLACK_SIGNING_SECRET to go over HTTP.
terminal-check-token-refused = Slack refuses this token ({ $error }): copy it again from the app’s pages, or install the app again.
terminal-check-scopes = the app lacks: { $scopes }. Take app.yaml as its manifest, then install the app again.
terminal-check-channel = this channel does not exist, or is private without Boucle: make it, or write “/invite @boucle” there.
terminal-check-person = Slack knows nobody of that name: correct the map, or invite this person.
terminal-check-slack-silent = Slack does not answer at { $address } ({ $why }): check the network, the proxy and this address.

terminal-check-semantic = asked for, and not installed or not made for this machine: pip install 'boucle[semantic]', or set it to auto.
terminal-check-by-meaning = What comes in is read by what it means, too (boucle[semantic] is installed).
terminal-check-by-words = What comes in is read by its words; boucle[semantic] would add what it means.
terminal-check-setting = write it like { $wanted }.

## import

terminal-import-share = { $done } lines · { $percent }%
terminal-import-progress = { $done } lines
terminal-import-done = { $total ->
        [0] No line to take in.
        [one] One line read: { $accepted } new, { $revised } changed, { $duplicate } known already, { $rejected } refused.
       *[other] { $total } lines read: { $accepted } new, { $revised } changed, { $duplicate } known already, { $rejected } refused.
    }
terminal-import-cases = { $cases ->
        [0] No new feedback to follow.
        [one] One new feedback to follow.
       *[other] { $cases } new feedbacks to follow.
    }
terminal-import-refusal = Line { $line }: { $why }
terminal-import-rejected = { $number ->
        [one] The refused line is in “{ $file }”, with its reason: correct it there and import that file.
       *[other] The { $number } refused lines are in “{ $file }”, with their reasons: correct them there and import that file.
    }

## read

terminal-read-type = One text a line; Ctrl-D to end.
terminal-read-refused = Text { $number }: { $why }
terminal-read-text = “{ $text }”
terminal-read-place = { $touchpoint } (stage { $stage }) · { $department } · { $confidence } sure
terminal-read-unplaced = To be placed, by { $department }. The best guesses: { $guesses }
terminal-read-nowhere = To be placed, by { $department }: nothing on the map is like it
terminal-read-because = because of { $because }
terminal-read-also = also concerns { $names }
terminal-read-emotion = feeling: { $name ->
        [anger] anger
        [frustration] frustration
        [sadness] sadness
        [worry] worry
        [confusion] confusion
        [surprise] surprise
        [delight] delight
        [gratitude] gratitude
       *[neutral] neutral
    } ({ $polarity }, intensity { $intensity }) · { $language ->
        [fr] French
        [en] English
       *[other] another language
    }
terminal-read-signals = to note: { $names }
terminal-read-grave = grave ({ $kind ->
        [self_harm] distress
        [danger] danger
        [discrimination] discrimination
        [harassment] harassment
        [legal] legal threat
        [press] press threat
       *[health] health
    }): goes to the leads at once, privately
terminal-read-nothing = says nothing: counted, never posted
terminal-reason-given = the given touchpoint
terminal-reason-words = “{ $because }”
terminal-reason-meaning = “{ $because }” in the map, which means much the same
terminal-reason-example = the example “{ $because }”
terminal-reason-correction = { $because }, which a colleague placed
terminal-reason-confirmation = { $because }, which a colleague took there
terminal-reason-score = the score
terminal-reason-nothing-said = nothing being said
terminal-signal-effort = repeated effort
terminal-signal-leaving = about to leave
terminal-signal-urgent = urgent
terminal-signal-irony = irony
terminal-signal-expectation = an expectation let down
terminal-signal-praise = praise

## when

terminal-when-needs-a-day = By which day? For instance “Friday” or “4 December”.
terminal-when-in-the-past = That moment has passed: by when, then?
terminal-when-not-understood = I did not understand the date: write it like “Friday 5 pm” or “4 December”.
terminal-when-too-far = That is more than two years away: is it the right date?

## status

terminal-status-open = { $number ->
        [0] No open feedback.
        [one] One open feedback
       *[other] { $number } open feedbacks
    }
terminal-step-collect = to be collected
terminal-step-read = to be read
terminal-step-route = to be placed
terminal-step-share = waiting to be shown
terminal-step-take = to be taken
terminal-step-act = to decide what to do
terminal-step-answer = to be answered
terminal-step-follow-up = to be followed up
terminal-step-close = to be closed
terminal-status-late = Late: { $team } for the team, { $customer } for the customer.
terminal-status-notices = Messages: { $waiting } waiting, { $held } to be confirmed, { $dead } not sent.
terminal-status-paused = Paused since { $since } (by { $by }): nothing leaves. To go on: boucle resume
terminal-pause-begun = Paused: nothing leaves any more, what comes up waits. To go on: boucle resume
terminal-pause-ended = It goes on: what waited leaves now, in its order.
terminal-paused-already = It is paused already. To go on: boucle resume
terminal-not-paused = Nothing is paused.

## digest

terminal-quote = “{ $words }”
terminal-digest-stage = { $stage }: { $felt }

## workspace

terminal-workspace-serves = The workspace is there: { $url } (Ctrl-C stops it). The settings of an app:

# What runs until it is stopped.

terminal-demo-serves =
    The page is there: { $url }
    Be Léa, Ana or anybody else, at the top left. It is Tuesday morning: customers’ words wait in the channels. (Ctrl-C stops it all.)
terminal-slack-silent = Slack does not answer at { $address } ({ $why }): check the network, the proxy and this address.
terminal-slack-refuses = Slack does not let Boucle in ({ $error }): check SLACK_BOT_TOKEN and SLACK_APP_TOKEN; “boucle check” says all that is missing.

terminal-forget = erases a customer everywhere
    .help = Erases a customer’s personal data everywhere: their words, name, addresses, what was written to them. Figures and the chain of facts stay, with nothing personal in them. Messages in Slack that quoted them are written anew as soon as “boucle run” runs. It cannot be undone.
    .example = boucle forget claire@example.org
    .customer = their id, address or phone number
terminal-forget-nobody = No customer is known as “{ $given }”. Give their id, address or number as it came in.
terminal-forget-done = { $customers ->
    [one] One customer forgotten
   *[other] { $customers } customers forgotten
}: { $verbatims ->
    [one] one piece of feedback erased
   *[other] { $verbatims } pieces of feedback erased
}, { $cases ->
    [0] no loop touched
    [one] one loop touched
   *[other] { $cases } loops touched
}, { $posts ->
    [0] no message to write anew in Slack
    [one] one message to write anew in Slack
   *[other] { $posts } messages to write anew in Slack
}.
terminal-forget-copies = Think of the copies that Boucle does not see: back-ups, exports, the survey tool.
terminal-export = brings the data out, for a spreadsheet or for a customer who asks
    .help = Writes a line for each piece of feedback: what was understood, where its loop stands, never who did what. Personal data is masked. With --customer: all that is kept of a customer, to answer when they ask.
    .example =
        boucle export feedback.csv
        boucle export --customer claire@example.org claire.json
    .file = .csv, .jsonl or .json; “-”: standard output
    .customer = the id, address or phone number of a customer
terminal-export-kind = The file “{ $file }” should end in .csv, .jsonl or .json.
terminal-export-done = { $lines ->
    [0] Nothing to write to { $file }.
    [one] One piece of feedback written to { $file }.
   *[other] { $lines } pieces of feedback written to { $file }.
}
terminal-export-progress = { $done } pieces of feedback
terminal-export-story = A customer’s story has several levels: give a .json file instead of “{ $file }”.
