# The machines in a circle.

cluster-title = The cluster
cluster-entries-stored = { $n ->
    [one] entry stored
   *[other] entries stored
}
cluster-starting = The machines are starting.
cluster-running = { $running ->
    [one] 1 machine
   *[other] { $running } machines
} running. Click one to kill it.
cluster-some-dead = { $running ->
    [one] 1 machine
   *[other] { $running } machines
} running, { NUMBER($dead) } dead. Click a dead one to start it again, empty.
cluster-some-frozen = { $running ->
    [one] 1 machine
   *[other] { $running } machines
} running, { NUMBER($frozen) } frozen, not dead. Click a frozen one to thaw it.
cluster-some-of-both = { $running ->
    [one] 1 machine
   *[other] { $running } machines
} running, { NUMBER($frozen) } frozen, { NUMBER($dead) } dead. A click thaws, or starts again.
cluster-cut = { $running ->
    [one] 1 machine
   *[other] { $running } machines
} running, cut in { $count }: { $sides }.
cluster-side = { $side } is { $machines }
disc-kill = Kill { $machine }
disc-start = Start { $machine }
disc-thaw = Thaw { $machine }
disc-hint-kill = click: kill
disc-hint-start = click: start
disc-hint-thaw = click: thaw
disc-state = { $machine }: { $state }
disc-state-reason = { $machine }: { $state } ({ $reason })
disc-lost = { $keys ->
    [one] 1 key
   *[other] { $keys } keys
} lost with it
disc-entries = { NUMBER($reachable) } reachable, { NUMBER($stranded) } stranded
disc-side = on side { $side }
disc-tab = in the tab { $tab }
cluster-past = { $running ->
    [one] 1 machine
   *[other] { $running } machines
} running at this moment. Click one to ask: what if?
disc-past = What if something had happened to { $machine }?
