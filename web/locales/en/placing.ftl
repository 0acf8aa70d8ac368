# How keys are placed.

placing-title = How keys are placed
placing-nobody = No machine runs, or the network is cut: there is no one picture of who owns what.
placing-arcs = A circle of all hashes: each stretch belongs to the machine of the point at its end, going clockwise.
placing-token-field = The 1,000 tokens, in their order.
placing-row-field = The first rows of { NUMBER($rows) }.
placing-remainder-field = The hashes from 0 to 999: what counts is the remainder.
placing-hash-field = 1,000 hashes, spread evenly over all there are.
placing-none-moved = Nothing changed its machine with the last change.
placing-moved = { $share } changed machine with the last change.
placing-legend-ring = Outside: now. Inside: before the last change. Between them: what changed machine.
placing-legend = Above: now; what has a dot changed machine. Below: before the last change.
placing-key-parts = The mark is where { $key } is.
