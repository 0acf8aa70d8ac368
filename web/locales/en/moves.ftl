# Where keys go: their owners before and after the last change of the running machines.

moves-title = Where keys go
moves-empty = Kill, start or add a machine to see which keys change owner.
moves-cut = While the network is cut, each side has owners of its own. Heal it to see where keys go.
moves-later = There are many keys: where they go is counted when all has settled.
moves-too-many = With more than { NUMBER($most) } machines, where keys go could not be read.
moves-told = Of { NUMBER($keys) } keys, { $kept ->
    [one] 1 kept its owner.
   *[other] { $kept } kept their owner.
}
moves-all-kept = { $keys ->
    [one] The one key kept its owner.
   *[other] All { $keys } keys kept their owner.
}
moves-others = Of the others, { $found ->
    [0] {""}
    [one] 1 is found,{" "}
   *[other] { $found } are found,{" "}
}{ $unreachable ->
    [0] {""}
    [one] 1 is unreachable,{" "}
   *[other] { $unreachable } are unreachable,{" "}
}{ $lost ->
    [0] none is lost.
    [one] 1 is lost.
   *[other] { $lost } are lost.
}
moves-modulo = The list went from { $before } to { $after } machines, so the hash is divided by { $after } instead of { $before }, and most remainders change.
moves-same-number = The list still has { NUMBER($machines) } machines, but not the same ones.
moves-tokens = A key keeps its token: only tokens that were handed over changed their machine.
moves-ring = A machine that goes takes its own points with it, one that comes brings its own: only the keys before those points change owner.
moves-bounded = A machine that goes leaves its parts to others, which may be full and pass some of theirs on.
moves-maglev = The table is filled anew: most rows come to whom they had, a few change hands needlessly.
moves-jump = Keys jump to positions in the list of who is alive: when a machine goes that isn’t the last one, all after it move up, and most of their keys change owner.
moves-least = Only keys of the machine that went, or for the one that came, change owner.
moves-fixed = Under fixed placement a key never changes owner: while the owner is dead, the key belongs to nobody that runs.
moves-since = { $keys ->
    [one] 1 of the keys was put since the change.
   *[other] { $keys } of the keys were put since the change.
}
moves-before = owner before ↓
moves-after = owner after →
moves-sum = sum
moves-kept = kept
moves-nobody = nobody
moves-cell = From { $before } to { $after }: { $keys ->
    [one] 1 key
   *[other] { $keys } keys
}; { NUMBER($found) } found, { NUMBER($unreachable) } unreachable, { NUMBER($lost) } lost
moves-stand = { NUMBER($found) } found, { NUMBER($unreachable) } unreachable, { NUMBER($lost) } lost
moves-described = { $rows ->
    [one] 1 owner before
   *[other] { $rows } owners before
}, { $columns ->
    [one] 1 owner after
   *[other] { $columns } owners after
}; the table below has the numbers.
moves-legend-kept = kept their owner
moves-legend-darker = the stronger the shade, the more keys
moves-table = Keys by owner before and after
moves-table-head = Before, after
moves-table-before = before
moves-table-after = after
