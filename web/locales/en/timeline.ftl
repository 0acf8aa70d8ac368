# The figures over time, and what happened when.

timeline-title = Over time
timeline-empty = Nothing has happened yet.
timeline-mark = { $kind ->
    [kill] kill { $machine }
    [leave] leave of { $machine }
    [freeze] freeze { $machine }
    [start] start { $machine }
    [add] add { $machine }
   *[loss] loss of { $machine }
}
timeline-fill = fill via { $number }
timeline-in-words =
    After { $time }: { NUMBER($stored) } stored, { NUMBER($reachable) } reachable, { NUMBER($stranded) } stranded; { NUMBER($lost) } lost.
