# The states of a machine, why it is in them, and why a machine called another one down.

state-starting = starting
state-running = running
state-leaving = leaving
state-frozen = frozen
state-silent = silent
state-killed = killed
state-left = left
state-closed = closed
state-reloaded = reloaded
state-trapped = trapped
state-why-starting = its worker is being made
state-why-leaving = it finishes its calls
state-why-left = it said goodbye
state-why-frozen = silent, not dead; it keeps its entries
state-why-closed = its tab was closed
state-why-reloaded = its tab was reloaded
state-why-silent = not heard for the tick limit; it may come back

reason-link = its link closed
reason-ticks = its ticks stopped
reason-left = it said goodbye
reason-replaced = its next incarnation spoke
reason-reconnected = it opened a new connection
reason-overrun = it confirmed nothing it was sent
reason-short-link = link
reason-short-ticks = ticks
reason-short-left = left
reason-short-replaced = replaced
reason-short-reconnected = reconnected
reason-short-overrun = overrun
