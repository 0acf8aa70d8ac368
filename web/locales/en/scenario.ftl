# Scenarios beside the cluster, what is wrong with one, and sharing.

scenario-label = Scenario
scenario-open = Scenarios
scenario-all = All scenarios
scenario-close = Close
scenario-about = Each runs by itself on a fresh cluster and asks one question. Think first; the answer is folded away.
scenario-own = Or open a scenario of your own:
scenario-own-about = A text file of console lines. You can also drop it anywhere on this page, if its name ends in .scenario. It stays in your browser.
scenario-reading = Reading…
scenario-missing = There is no scenario “{ $scenario }”.
scenario-wrong = This file is no scenario yet
scenario-bad-link = This link leads to no run
scenario-unavailable = The scenario could not be read
scenario-line = Line { $line }:
scenario-newer = Made by a newer Apothik: version { $version }; this page reads { $own }. Reload the page, or ask who gave it to you where it was made.
scenario-damaged = The link is cut or was changed. Ask for the whole of it.
scenario-link-too-large = There is more in this link than the { NUMBER($limit) } bytes that a scenario has at most.
scenario-shared = A run that was shared
scenario-shared-about = Somebody made this link. These lines run on a fresh cluster when you say so: the one you have now ends then.
scenario-lines = Lines
scenario-rest = { $lines ->
    [one] and { $lines } line more
   *[other] and { $lines } lines more
}
scenario-from = from { $moment }
scenario-run = Run it
scenario-stop = Stop
scenario-again = Run it again
scenario-booting = A fresh cluster starts…
scenario-at = Line { NUMBER($line) } of { NUMBER($lines) }
scenario-waits = Line { NUMBER($line) } of { NUMBER($lines) }, at { $moment }
scenario-done = { $lines ->
    [one] Done: { $lines } line
   *[other] Done: { $lines } lines
}
scenario-stopped = Stopped at line { NUMBER($line) } of { NUMBER($lines) }
scenario-expected = expected: { $result }
scenario-as-expected = Each line answered as the scenario says.
scenario-not-as-expected = { $lines ->
    [one] { $lines } line answered otherwise than the scenario says.
   *[other] { $lines } lines answered otherwise than the scenario says.
}
scenario-share = Share this scenario

flaw-too-large = The file has { NUMBER($bytes) } bytes; a scenario has { NUMBER($limit) } at most.
flaw-not-text = This is not text in UTF-8.
flaw-too-many-lines = A scenario has { NUMBER($limit) } lines at most.
flaw-nothing-to-run = There is no console line: at least one was expected.
flaw-not-a-version = A version was expected, such as “# apothik scenario 1”, not “{ $found }”.
flaw-not-a-field = A field was expected, such as “# title: …”, not “{ $found }”. A blank line ends the head.
flaw-unknown-field = There is no field “{ $found }”. Expected: { $fields }.
flaw-second-field = “{ $field }” was there before; another field was expected.
flaw-empty-field = Something was expected behind “{ $field }:”.
flaw-field-too-long = “{ $field }” has { NUMBER($limit) } characters at most.
flaw-not-a-seed = A whole number from 0 to { $most } was expected, not “{ $found }”.
flaw-not-a-pace = One of { $paces } was expected, not “{ $found }”.
flaw-not-a-time = A time was expected, such as “@2.5s” or “@500ms”, not “{ $found }”.
flaw-too-late = A time up to a day was expected, “@86400s”, not “{ $found }”.
flaw-before-the-last = Lines run in order: a time from “{ $last }” on was expected, not “{ $found }”.
flaw-no-line = A console line was expected behind “{ $found }”.
flaw-no-result = A console line was expected before “#=>”, and its result behind it.

share-open = Share
share-about = A link of what was done here since the last boot
share-title = Share what you did
share-scenario-title = Share this scenario
share-run-about = Whoever opens this link sees what you did since the last boot, and runs it by a click. The link holds all of it; nothing is stored anywhere, and nobody gets into your cluster.
share-scenario-about = Whoever opens this link sees the scenario, and runs it by a click. Nothing is stored anywhere.
share-link = Link
share-making = Making the link…
share-copy = Copy
share-copied = Copied.
share-not-copied = Select the link and copy it.
share-length = { NUMBER($characters) } characters.
share-too-long = This would be a link of { NUMBER($characters) } characters. Mail programs and chats cut those of more than { NUMBER($most) }: save a file instead.
share-failed = There is no link: { $why }
share-tabs = What was done in other tabs is not in it.
share-nothing = Nothing was done since the last boot. Fill, kill, or type a line first.
share-joined = This tab came to a cluster that was running already, so it doesn’t know how it began. Share in the tab that booted it.
share-forgotten = So much was done that the console has forgotten the first lines. Boot anew to begin a run that can be shared.
share-cut = One of the lines is too long to be told: the console keeps 2,000 characters of a line.

embed-open = Open in the lab
embed-unknown = There is no figure “{ $figure }”
embed-known = There are: { $figures }.
