# What comes in: feedback records and files that cannot be taken, and what to do about it.

intake-nothing-said = Neither text nor score: fill in “text” or “score”.
intake-text-not-words = “{ $field }” is not text: put the customer’s words between quotes.
intake-text-too-long = “{ $field }” has { $length } characters; { $longest } at most: shorten it or split it.
intake-nul = “{ $field }” holds a NUL sign (U+0000), which cannot be kept: remove it, or export the file again.
intake-surrogate = “{ $field }” holds half of a sign (a lone surrogate), often an emoji cut in two: remove it, or export the file again.
intake-not-finite = “{ $field }” holds a number without end: remove it.
intake-too-deep = “{ $field }” is nested too deeply: keep what is needed of it.
intake-not-a-word = “{ $field }” holds several values or a yes/no: one text or number is expected.
intake-word-too-long = “{ $field }” is longer than { $longest } characters: is it the right column?
intake-source-missing = Where the feedback comes from is unknown: add “--source NAME”, or a “source” column.
intake-date-unknown = “{ $field }” is “{ $value }”, which is not a date: write it like 2026-11-24 14:30 or 24/11/2026.
intake-date-ahead = “{ $field }” is “{ $value }”, which is still to come: correct the date (the day comes first: 24/11/2026).
intake-date-too-old = “{ $field }” is “{ $value }”, long before any feedback: correct the year.
intake-score-unknown = “{ $field }” is “{ $value }”, which is not a score: write it like 9, 4.5 or 9/10.
intake-score-out-of-unknown = “{ $field }” is “{ $value }”, on a scale Boucle does not know: convert it to nps (0–10), csat (1–5), ces (1–7) or stars (1–5).
intake-score-out-of-range = “{ $field }” is { $value }, but { $scale } goes from { $lowest } to { $highest }: correct the score or the scale.
intake-scale-missing = “{ $field }” is { $value } without a scale: add a “scale” column with one of { $scales }.
intake-scale-unknown =
    { $nearest ->
        [none] “{ $field }” is “{ $value }”, which is not a scale: write { $known }.
       *[other] “{ $field }” is “{ $value }”, which is not a scale: did you mean “{ $nearest }”? Boucle knows { $known }.
    }
intake-scale-differs = “{ $field }” is not out of { $highest }, as the scale { $scale } is: correct the score or the scale.
intake-channel-unknown =
    { $nearest ->
        [none] “{ $field }” is “{ $value }”, which is not a channel: write { $known }.
       *[other] “{ $field }” is “{ $value }”, which is not a channel: did you mean “{ $nearest }”? Boucle knows { $known }.
    }
intake-moment-unknown =
    { $nearest ->
        [none] “{ $field }” is “{ $value }”, which is not a moment of the journey: write { $known }.
       *[other] “{ $field }” is “{ $value }”, which is not a moment of the journey: did you mean “{ $nearest }”? Boucle knows { $known }.
    }
intake-language-unknown = “{ $field }” is “{ $value }”, which is not a language: write a code like fr or en, or leave it empty.
intake-contact-unknown = “{ $field }” is “{ $value }”: write yes or no, or leave it empty when the customer was not asked.
intake-amount-unknown = “{ $field }” is “{ $value }”, which is not an amount: write it like 1234.50.
intake-number-two-ways = “{ $field }” is “{ $value }”, which can be read in two ways: write it without a thousands sign, like 1234 or 1.234.
intake-currency-unknown = “{ $field }” is “{ $value }”, which is not a currency: write a code like EUR or GBP.

intake-file-missing = “{ $file }” does not exist: check the name and the folder.
intake-file-folder = “{ $file }” is a folder: name one file in it.
intake-file-unreadable = “{ $file }” cannot be read ({ $why }): check who may open it.
intake-file-broken = “{ $file }” is damaged from its beginning: fetch it again.
intake-file-not-utf8 = “{ $file }” is neither UTF-8 nor Windows-1252 throughout: save it again as UTF-8.
intake-file-empty = “{ $file }” is empty: export it again.
intake-file-foreign = “{ $file }” is { $kind ->
        [workbook] an Excel or LibreOffice workbook: save it as “CSV UTF-8” and import that.
        [pdf] a PDF: export the feedback as CSV or JSON.
       *[packed] packed in a way Boucle does not open: unpack it, or pack it as .gz.
    }
intake-file-header-missing = The first line of “{ $file }” names neither “text” nor “score” (it reads: { $line }): give every column a name in the first line.
intake-file-same-columns = “{ $file }” has two columns called “{ $columns }”: rename one of them.
intake-file-document-too-large = “{ $file }” is one JSON document of more than { $megabytes } MB: export it as JSON Lines, one object a line.

intake-line-not-json = This line is not JSON from its sign { $column } on: correct it, or export the file again.
intake-line-not-an-object = This is not an object with fields, like {"{"}"text": "…"{"}"}.
intake-line-too-long = This line is longer than a million characters: is a line end missing?
intake-line-too-few-cells = { $found } cells instead of { $expected }: is a separator or a quote missing?
intake-line-too-many-cells = { $found } cells instead of { $expected }: put quotes around text that holds a separator.
intake-line-quote-open = The quote that opens on this line never closes, or its cell is far too long: add the closing quote.
intake-line-not-utf8 = This line is not UTF-8, as those before it were: save the file again as UTF-8.
intake-line-unknown-encoding = The signs of this line are neither UTF-8 nor Windows-1252: save the file again as UTF-8.
intake-line-file-broken = The file breaks off here; what comes before was read: fetch it again and import it again, nothing is taken twice.
intake-line-document-broken = The JSON is broken from here; what comes before was read: correct it and import it again, nothing is taken twice.

intake-rejected-line = Rejected line
intake-rejected-content = As it stands
intake-rejected-reason = Why rejected
intake-rejected-not-written = The rejected lines could not be written to “{ $file }” ({ $why }): make room or choose a folder that may be written to, and import again.
