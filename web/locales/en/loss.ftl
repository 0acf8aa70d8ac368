# Loss on kill: what a death cost.

loss-title = Loss on kill
loss-before-that = Before that
loss-invite-fill = Fill the cache, then click a machine to kill it.
loss-invite-guess = Guess first. Then click a machine to kill it.
loss-invite-kill = Now click a machine to kill it.
loss-step-fill = Fill: 5,000 keys go to their owners.
loss-step-guess = Guess: how many of them will one death cost?
loss-step-kill = Click a machine: it dies for real, without a goodbye.
loss-compared-parts = The same { $deed ->
    [left] goodbye
    [frozen] freeze
    [silent] silence
    [trapped] trap
    [tab] death
   *[killed] kill
} under { $placement } left { $rate }: { NUMBER($found) } of { NUMBER($keys) } keys.
loss-try = Now try the same under { $placement }: choose it above, fill, { $deed ->
    [left] let { $machine } leave
    [frozen] freeze { $machine }
    [silent] silence { $machine }
    [trapped] trap { $machine }
    [closed] close the tab of { $machine }
    [reloaded] reload the tab of { $machine }
   *[killed] kill { $machine }
}. Guess first.
loss-since-parts = Since then: { $now } ({ $rate }).
loss-since-found = { NUMBER($found) } of { NUMBER($keys) } keys found now
loss-since-stale = { NUMBER($keys) } of them stale.

toll-died = 1 machine of { NUMBER($ran) } { $cause ->
    [silent] silent
    [frozen] frozen
    [trapped] trapped
    [left] said goodbye
    [closed] gone with its tab
    [reloaded] gone: its tab was reloaded
   *[killed] gone
}.
toll-cost-nothing = Nothing was stored, nothing is lost.
toll-cost-none = No key not found.
toll-cost-all = { $keys ->
    [one] The one key not found.
   *[other] All keys not found.
}
toll-cost-fraction = { $keys ->
    [one] 1 key
   *[other] { $keys } keys
} of { NUMBER($of) } not found.
toll-cost-share = { $share } of the keys not found.
toll-then = then
toll-hit-rate = hit rate
toll-of-keys-parts = { $found } of { NUMBER($keys) } keys
toll-found-now-parts = found now; before, { $before }
toll-account-parts = { $entries } { $cause ->
    [frozen] frozen with { $machine }
    [silent] out of reach on { $machine }
    [left] gone with { $machine }, in spite of its goodbye
    [closed] gone with { $machine }, whose tab was closed
    [reloaded] gone with { $machine }, whose tab was reloaded
   *[killed] gone with { $machine }
}: { $lost } lost. { $unreachable } unreachable{ $why ->
    [none] .
    [frozen] : frozen, or stored where they are not looked for.
    [silent] : silent, or stored where they are not looked for.
   *[moved] : stored, but their owner is another machine now.
}
toll-found-again = { $keys ->
    [one] 1 key
   *[other] { $keys } keys
} found again.
toll-earlier-parts = { $machine } { $cause ->
    [silent] silent
    [frozen] frozen
    [trapped] trapped
    [left] said goodbye
    [closed] gone with its tab
    [reloaded] gone: its tab was reloaded
   *[killed] gone
}: { $entries } { $away ->
    [away] out of reach
   *[gone] gone
}, { $lost } lost, { $unreachable } unreachable; { $before } → { $after } of { NUMBER($keys) } found
toll-no-keys-parts = Keys found: { $before } before, { $after } after.
toll-noticed = { $survivors ->
    [one] 1 survivor
   *[other] { $survivors } survivors
} knew { $when }.
toll-noticed-why = { $survivors ->
    [one] 1 survivor
   *[other] { $survivors } survivors
} knew { $when }: { $why }.
toll-at-once = at once
toll-within = within { $span }
loss-none-yet = No machine has died up to this moment.
