# Two clusters side by side.

side-title = Two clusters side by side
side-offer = See the same keys and the same clicks under another placement. Both begin afresh, without keys.
side-open = Compare with a second cluster
side-close = End the second cluster
side-about = What you do to the first happens to both: the circle and all other figures show the first. Each has its own placement.
side-first = First: { $placement }
side-second = Second: { $placement }
side-machines = Entries on each machine, { $cluster }
side-loss = { $machine } { $state }: { $lost ->
    [one] 1 key
   *[other] { $lost } keys
} lost, { NUMBER($unreachable) } unreachable
side-no-loss = No machine has died.
side-legend-reachable = found keys, reachable entries
side-legend-stranded = unreachable keys, stranded entries
side-legend-lost = lost keys
side-difference = Difference
side-figure = Figure
side-moved = moved
side-told = The second ({ $second }) finds { $way ->
    [fewer] fewer keys
   *[more] more keys
} than the first ({ $first }): { NUMBER($found) }, not { NUMBER($not) }.
side-told-same = Both find { $found ->
    [one] 1 key
   *[other] { $found } keys
}.
