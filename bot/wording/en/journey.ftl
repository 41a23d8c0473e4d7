# Mistakes in journey.yaml, each with its cure; and the causes of a company that has not listed its own.

journey-line = { $file }, line { $line }:
journey-colon = :{" "}

## The file as a whole
journey-not-utf8 = this file is not UTF-8 text. Save it again as “UTF-8” in your editor.
journey-too-large = this file has more than 500,000 characters: surely not a journey map. Is it the right file?
journey-nothing-there = the file is empty. Begin with the example that “boucle init” writes.
journey-strange-character = this line holds a character no text can hold. Delete it and type it again.
journey-bad-escape = the \u or \U in these quotes names no character. Use single quotes ('…'), where \ means nothing special.
journey-two-documents = a second “---” begins here. A journey map is one document: take that line out.
journey-anchor = “&name” and “*name” are not used here. Write the part out in full, or put a text that begins with & or * in quotes.
journey-too-deep = too many levels inside one another. Check the indentation and the brackets.
journey-tab = a tab stands before the text. Indent with spaces (two for each level).
journey-syntax = this line cannot be read. Compare its indentation with the line above, and put any text with : # or quotes in “double quotes”.
journey-syntax-colon = a colon too many, or a line too far to the right. Put a text that holds “: ” in quotes.
journey-syntax-no-colon = a colon is missing after the key: write “key: value”.
journey-syntax-open-quote = the quote that opens here is never closed. Add the missing " or '.
journey-syntax-first-character = a text cannot begin with this character (@, `, % and the like). Put the text in quotes.
journey-syntax-open-bracket = the bracket that opens here is never closed, or a comma is missing. Add the missing ] or {"}"}.

## Keys
journey-unknown-key = “{ $given }” is not a key here. Possible: { $allowed }.
journey-unknown-key-nearest = “{ $given }” is not a key here. Did you mean “{ $nearest }”?
journey-missing-key = “{ $missing }” is missing. Add it.
journey-repeated-key = this key already stands on line { $first }. Keep one of the two.
journey-strange-key = a key must be a plain word. Put a text that begins with {"{"} or [ in quotes.
journey-bad-key = “{ $given }” cannot be a key. Use small letters without accents, digits, - and _, fifty at most.
journey-twice = “{ $given }” is already used. Give each its own key.

## Kinds of values
journey-empty = nothing stands here. Fill it in, or take the line out.
journey-not-a-mapping = keys with values must stand here, one a line: “key: value”.
journey-not-a-list = a list must stand here: [one, two], or one a line after “- ”.
journey-not-a-text = a text must stand here. If it holds “: ” or “#”, put it in quotes.
journey-not-a-flag = “{ $given }” is neither true nor false. Write true or false.
journey-not-a-whole-number = “{ $given }” is not a whole number from { $least } to { $most }.
journey-not-a-share = “{ $given }” is not a share. Write 90 %, or a number from 0 to 1 such as 0.9.
journey-unknown-word = “{ $given }” is not possible here. Possible: { $allowed }.
journey-unknown-word-nearest = “{ $given }” is not possible here. Did you mean “{ $nearest }”?
journey-long-name = this name is too long for Slack’s menus. Use { $most } characters at most.
journey-not-a-time = “{ $given }” is not a time of day. Write it as "{ $nearest }".
journey-not-a-weekly-time = “{ $given }” is not a day and a time. Write it as "Fri 16:00".
journey-not-a-duration = “{ $given }” is not a duration. Write a number and h for hours, d for days: 4h, 48h, 5d.
journey-not-working-hours = “{ $given }” are not working hours. Write them as "Mon-Fri 09:00-18:00".
journey-not-holidays = “{ $given }” is neither a country or region whose holidays are known, nor a day. Write FR, FR-57, GB-SCT or 2026-12-24.
journey-unknown-timezone = “{ $given }” is not a time zone. Write one such as Europe/Paris or Europe/London.
journey-unknown-timezone-nearest = “{ $given }” is not a time zone. Did you mean “{ $nearest }”?
journey-unknown-language = “{ $given }” is not among the languages of this map: { $allowed }.
journey-unknown-language-nearest = “{ $given }” is not among the languages of this map. Did you mean “{ $nearest }”?
journey-no-words = the list for “{ $language }” is empty: feedback in that language would not be recognised. Add what customers say, or take the line out.

## People, departments, touchpoints
journey-not-a-person = “{ $given }” is no e-mail address. Write lea@company.com, a Slack id (U012AB3CD) or a group in quotes ("@cx-leads").
journey-unknown-department = “{ $given }” is not a department of this map. Possible: { $allowed }.
journey-unknown-department-nearest = “{ $given }” is not a department of this map. Did you mean “{ $nearest }”?
journey-unknown-touchpoint = “{ $given }” is not a touchpoint of this map. Possible: { $allowed }.
journey-unknown-touchpoint-nearest = “{ $given }” is not a touchpoint of this map. Did you mean “{ $nearest }”?
journey-former-key-in-use = “{ $given }” is still in use; “was” only holds keys that have gone. Take it out.
journey-empty-channel = no channel stands here. A name that begins with # needs quotes: "#voice-billing".
journey-bad-channel = “{ $given }” is not a channel. Write it with # and small letters, without spaces: "{ $nearest }".
journey-shared-channel = { $channel } is already the channel of “{ $first }”. Give each department its own.
journey-bad-reaction = “{ $given }” is not the name of an emoji. Write its name as in Slack: { $usual }.
journey-reaction-twice = “{ $given }” already stands for “{ $first }”. Choose another emoji.

## Why it went wrong, as the form asks when feedback is closed
journey-cause-said-unclearly = We did not say it clearly
journey-cause-not-as-announced = It was not what we had announced
journey-cause-took-too-long = It took too long
journey-cause-lost-between-us = It got lost between two departments
journey-cause-did-not-work = Something did not work
journey-cause-rule-in-the-way = One of our rules stood in the way
journey-cause-expected-otherwise = We had not understood what was expected
map-broken = The journey map has mistakes: the last good one stays in use until they are mended.
