# Faults: the deaths a machine can have, a cut network, a slow or lossy one.

faults-title = Faults
faults-offered = crash, leave, freeze, trap; cut the network, slow it down
faults-now = now: { $faults }
faults-frozen = { $machines ->
    [one] 1 machine
   *[other] { $machines } machines
} frozen
faults-cut = the network is cut in { $sides }
faults-messages = messages: { $travel }

deaths-title = A machine
deaths-machine = Machine
deaths-is-parts = is { $state }
deaths-is-since-parts = is { $state }: { $why }
deaths-start = Start
deaths-start-line = empty, under its old name
deaths-crash = Crash
deaths-crash-line = at once, no goodbye
deaths-thaw = Thaw
deaths-thaw-line = it goes on where it was, with its old entries
deaths-freeze = Freeze
deaths-freeze-line = silent, not dead: after about 2 s the others call it down; thawed, it comes back with its old entries
deaths-leave = Leave
deaths-leave-line = says goodbye, finishes its calls; its keys go all the same
deaths-trap = Trap
deaths-trap-line = its program breaks

cut-title = The network, cut
cut-about = Nothing crosses from one side to the other. A click moves a machine over.
cut-sides = Sides
cut-on-side = : side
cut-cut = Cut
cut-heal = Heal
cut-one-sided = All are on one side: nothing to cut.
cut-is-cut = The network is cut.
cut-is-whole = The network is whole.
cut-once-cut = Once cut: what each side still finds.
cut-keys-by-side = Keys by side
cut-side-through = Side, through machines
cut-through = through { $machines }

network-title = The network, slow or lossy
network-each-parts = Each message between machines: { $travel }.
network-perfect = Perfect
network-slow = Slow
network-lossy = Lossy
network-awful = Awful
network-apply = Apply
network-delay = Delay
network-jitter = Jitter
network-loss = Loss
network-wrong = { $knob }: a whole number from 0 to { NUMBER($most) } { $unit }.
network-at-once = at once
network-late = { NUMBER($ms) } ms late
network-late-between = { NUMBER($least) } to { NUMBER($most) } ms late
network-none-lost = { $late }, none lost
network-some-lost = { $late }, { $share } lost
