# `boucle evaluate`: how well reading does on labelled feedback.

terminal-evaluate = how well Boucle reads feedback that people have labelled
    .help = Reads a file of feedback with the right touchpoint beside each text, hides it from Boucle, and tells how often it is found. “nowhere” as touchpoint says that none of the map fits.
    .file = file with the columns text and touchpoint; also language, channel and polarity where known
    .learn = give so many of each touchpoint as corrections first, and measure the others
    .example =
        boucle evaluate labelled.csv
        boucle evaluate labelled.jsonl --learn 10 --json
terminal-evaluate-progress = { $done } texts
terminal-evaluate-nothing = Nothing in “{ $file }” can be measured: it needs a column “touchpoint” with keys of the map, or “polarity”.
terminal-evaluate-nothing-left = No touchpoint has more than { $corrections ->
        [one] { $corrections } text
       *[other] { $corrections } texts
    }: once these are learned, nothing is left to measure. Choose a smaller “--learn”, or a longer file.
terminal-evaluate-touchpoint = “{ $given }” is not a touchpoint of the map: did you mean “{ $nearest }”? Where none fits, write “nowhere”.
terminal-evaluate-refused = { $number ->
        [one] One line was left out.
       *[other] { $number } lines were left out.
    }
terminal-evaluate-by-meaning = Read by its words and by what it means (boucle[semantic]; BOUCLE_SEMANTIC=off reads by words alone).
terminal-evaluate-cold = From the map alone ({ $count ->
        [one] one text
       *[other] { $count } texts
    }):
terminal-evaluate-learned = After { $corrections ->
        [one] one correction
       *[other] { $corrections } corrections
    } (the same { $count ->
        [one] text
       *[other] { $count } texts
    }):
terminal-evaluate-score = right { $accuracy } (mean over touchpoints { $macro }) · among the three best { $top3 } · confidence off by { $error }
terminal-evaluate-placed = placed without a person { $placed }, of which right { $accuracy }
terminal-evaluate-coverage = right among the surest { $shares }
terminal-evaluate-share = { $share }: { $right }
terminal-evaluate-off-map = less sure of the { $count } that fit nowhere: { $share }
terminal-evaluate-by-language = By language:
terminal-evaluate-by-length = By length:
terminal-evaluate-by-channel = By channel:
terminal-evaluate-group = {"  "}{ $name } ({ $count }): right { $accuracy }, placed { $placed }
terminal-evaluate-fr = French
terminal-evaluate-en = English
terminal-evaluate-other = other languages
terminal-evaluate-short = short (to 60 characters)
terminal-evaluate-middling = middling (to 250)
terminal-evaluate-long = long
terminal-evaluate-polarity = Good told from bad by the words: { $share }
terminal-evaluate-percent = { $number }%
terminal-use-corrections = “{ $given }” is not a number of corrections: give one from 0 to { $most }.

## What boucle check says of the map's words

terminal-lint-thin = { $number ->
        [0] no words in “{ $language }”: give at least { $least } that customers use.
        [one] one word in “{ $language }” is little: give at least { $least } that customers use.
       *[other] { $number } words in “{ $language }” are few: give at least { $least } that customers use.
    }
terminal-lint-empty = nothing is said in “{ $language }”, so feedback in that language is placed by chance: give { $least } words or an example.
terminal-lint-shared = “{ $word }” also stands at { $others }, so it tells them apart badly: keep it where it belongs, or make it longer.
terminal-lint-silent = none of { $number } pieces of feedback came here: does it happen under other words, or does nobody ask these customers?
terminal-suggest-title = Words that your corrections suggest: add those that fit to journey.yaml.
terminal-suggest-none = No words to suggest yet: they come from feedback that colleagues move or take.
terminal-accepted = { $touchpoint }, { $language }: { $words }
terminal-accept-by-hand = “{ $file }” is written in a way into which words do not fit by themselves: take those of “boucle check --suggest”. Nothing was done.
terminal-accept-not-written = “{ $file }” cannot be written ({ $why }). Nothing was done.
