# Why is this key missing? One key's story.

why-title = Why is this key missing?
why-key = Key
why-explain = Explain
why-for-example = for example
why-wrong = Type a key, such as k_1_7.
story-then = When it was put, { $machines ->
    [one] 1 machine
   *[other] { $machines } machines
} ran
story-went-parts = So it went to { $owner }.
story-now = Now { $machines ->
    [one] 1 machine runs
   *[other] { $machines } machines run
}
story-looked-for-parts = So it is looked for on { $owner }.
story-looked-for-dead-parts = So it is looked for on { $owner }, which is dead.
story-none-runs = Now no machine runs
story-nobody = There is nobody to ask.
story-where = Where it is
story-nowhere = On no running machine.
story-index-fixed = index + 1 = number:
story-token-parts = a token: number { $token } is held by { $machine }.
story-point-parts = a place on the ring: the first point from there on is { $point }, of { $machine }.
story-row-parts = a row of the table: number { $row } is { $machine }’s.
story-probe-parts = Of { NUMBER($probes) } places of the key on the ring, { $place } is nearest to a point: { $point }, of { $machine }.
story-partition-parts = The key is in part { $partition } of { NUMBER($partitions) }, which is on { $machine }.
story-walk-parts = the buckets that the key comes by: the last one is { $machine }’s.
story-draws = Each machine draws a number for the key, and the greatest counts:
story-index = an index in the sorted list:
story-copy-parts = { $machine } holds { $value }{ $owns ->
    [yes] , and owns the key
   *[no] , and does not own the key: stranded
}{ $stale ->
    [yes] ; an old value.
   *[no] .
}
story-answers-nobody = nobody answers
story-answers-refused = refused
verdict-nobody = nobody
verdict-found = Found: { $owner } owns it and has it.
verdict-stale = Stale: { $owner } has an old copy; the last acknowledged value is { $value }.
verdict-owner-dead = Unreachable: { $owner } owns it and is dead; the copy is on { $holders }.
verdict-unreachable = Unreachable: it is on { $holders }, but its owner is { $owner } now, which has no copy.
verdict-lost-from = Lost: it was put on { $machine }, and no running machine has a copy.
verdict-lost = Lost: no running machine has a copy.
verdict-resurrected = Resurrected: it was deleted, and an old copy came back on { $owner }.
verdict-deleted = Deleted: its delete was acknowledged.
verdict-unknown = Unknown: { $owner } has it, and its put was never acknowledged.
verdict-never = Never put: no put of this key was acknowledged.
