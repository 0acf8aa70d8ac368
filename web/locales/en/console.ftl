# The Master console and what the Master says beside its answers. The answers are Elixir's.

console-output = Console output
hint-cancelled = cancelled after { NUMBER($answered) } of { NUMBER($keys) } keys
hint-refused = { $puts ->
   *[other] { $puts } refused
}
hint-unanswered = { $puts ->
   *[other] { $puts } sent and never answered
}
hint-not-settled = the cluster had not settled after { $span }
hint-never-started = { $machine } was never started
hint-went-down = { $machine } went down while it started: { $why }
refusal-no-room-left = refused: no more keys fit the memory there is
refusal-no-room = refused: { NUMBER($keys) } keys don't fit the memory there is; { NUMBER($room) } more do
refusal-booted-anew = the cluster was booted anew
refusal-booted-elsewhere = another tab booted the cluster anew

console-title = Master console
console-held = A line of { NUMBER($bytes) } bytes was pasted. Enter runs it, Escape drops it.
refusal-no-machine = refused: there is no machine { $number }
refusal-named-twice = refused: machine { $number } is named twice
refusal-withdrawn = not run: it was given up
