# Looking back: the replay of a run, moment by moment, and what-ifs.

replay-label = Replay
replay-page-title = Replay at { $moment } · Apothik
replay-look-back = Look back
replay-look-back-about = See the run again, moment by moment. The cluster goes on meanwhile.
replay-nothing-recorded = Nothing is recorded yet.
replay-other-tabs = Other tabs take part, and their machines are in no record: one can look back again after the next start from scratch without them.
replay-off = Nothing is recorded: the page’s address says so (#record=0).
replay-back = Back to the live cluster
replay-of = of { $end }
replay-live-goes-on = This is the past. The live cluster goes on, untouched.
replay-of-file = This is the record in { $name }. The live cluster goes on, untouched.
replay-is-past = What is past can’t be changed, and the live cluster was not touched. See below: what if?
replay-begins = The oldest part was let go: it begins at { $at }.
replay-reading = The machines live it again: { $percent }
replay-foreign = This file is no record of Apothik.
replay-newer = A newer version of Apothik wrote this record: this one can’t read it.
replay-damaged = This record can’t be read: it is cut off, or was changed. { $why }
replay-too-large = This file is too large: { NUMBER($mebibytes) } MiB, and { NUMBER($limit) } MiB are read at most.
replay-failed = There is nothing to look back on: { $why }
replay-transport = Move through time
replay-to-begin = To the beginning
replay-mark-before = To the mark before
replay-before = One happening back
replay-play = Play
replay-stop = Stop
replay-after = One happening on
replay-mark-after = To the next mark
replay-to-end = To the end
replay-speed = Speed
replay-scrubber = Moment
replay-save = Save the record
replay-save-about = The whole run since the machines started, as a file that this page and the native command live again
replay-open = Open a record
replay-open-about = Look at a run that was saved as a file. The live cluster is not touched.
replay-lesson-waits = The lesson waits until you are back at the live cluster.
replay-console-waits = Lines are typed at the live cluster. Below it says what if.

feed-title = What happened
feed-about = A row for each thing that happened. Time runs down; an arrow goes from where a message was sent to where it was received.
feed-empty = Nothing of this kind happened.
feed-filters = Shown
feed-membership = Who is there
feed-keys = Keys
feed-ticks = Ticks
feed-key = One key’s path
feed-key-show = Show
feed-key-picked = { $key }, which was picked
feed-key-all = All keys
feed-earlier = { $rows ->
    [one] 1 row before
   *[other] { $rows } rows before
}
feed-later = { $rows ->
    [one] 1 row after
   *[other] { $rows } rows after
}
feed-without-lane = { $machines ->
    [one] 1 more machine takes
   *[other] { $machines } more machines take
} part and { $machines ->
    [one] has
   *[other] have
} no line here.
feed-master = Master
feed-line-parts = A line: { $line }
feed-result-parts = Its result: { $result }
feed-click-parts = A click: { $line }
feed-started-parts = { $machine } starts, in its life { NUMBER($life) }
feed-died-parts = { $machine }: { $state }
feed-cost = ({ $lost ->
    [one] 1 key
   *[other] { $lost } keys
} lost, { NUMBER($unreachable) } unreachable)
feed-frozen-parts = { $machine } is frozen
feed-thawed-parts = { $machine } goes on
feed-up-parts = { $by } learns that { $about } is up
feed-down-parts = { $by } learns that { $about } is down: { $reason }
feed-link-closed-parts = { $by } sees the link of { $about } close
feed-said-parts = { $from } → { $to }: { $words }
feed-up = { $by } learns that { $about } is up
feed-down = { $by } learns that { $about } is down
feed-link-closed = { $by } sees the link of { $about } close
feed-hello = I have started. Who is there?
feed-tick = tick: I am alive
feed-connect = let us be connected
feed-confirm = I have what you sent
feed-leave = goodbye
feed-layout = this is how I place keys
feed-request = a question
feed-reply = the answer
feed-again = { $words } (it had that already)
feed-many = { $operation } { $keys ->
    [one] 1 key
   *[other] { $keys } keys
}
feed-many-done = { $operation } done: { $keys ->
    [one] 1 key
   *[other] { $keys } keys
}
feed-found = { $key } is { $value }
feed-not-found = { $key } is not there
feed-stored = { $key } is stored
feed-deleted = { $key } is deleted

what-if-title = What if?
what-if-about = From { $moment } on the same machines are simulated, in virtual time, with one thing changed; what was typed and clicked later happens all the same.
what-if-lost = What if this message had been lost?
what-if-lose = Lose it
what-if-choose = Choose a message in the list to see what its loss would have changed.
what-if-deed = What happens
what-if-machine = To which machine
what-if-kill = killed
what-if-leave = told to leave
what-if-freeze = frozen
what-if-thaw = thawed
what-if-start = started
what-if-simulate = Simulate
what-if-line = What if somebody typed this?
what-if-nothing = What if nothing is changed?
what-if-simulated = simulated
what-if-recorded = as it was
what-if-endings = Both endings
what-if-forget = Put it away
what-if-at-it = It is simulated…
what-if-changed-nothing = From { $from } on, nothing was changed.
what-if-changed-lost = At { $from }, the message was lost.
what-if-changed-deed = At { $from }, { $machine } was { $deed }.
what-if-changed-line = At { $from }, somebody typed { $line }.
what-if-no-line = This line can’t be read: { $why }
what-if-no-message = This message can’t be lost: only those between machines can.
what-if-failed = It can’t be simulated: { $why }
what-if-same = As many keys are found in the end: { NUMBER($found) }.
what-if-fewer = Fewer keys are found in the end: { NUMBER($found) }, not { NUMBER($recorded) }.
what-if-more = More keys are found in the end: { NUMBER($found) }, not { NUMBER($recorded) }.
what-if-unsettled = The simulated machines had not settled when it was ended.
what-if-instead = in place of what was typed or clicked next
what-if-changed-instead = What was done next was not.
