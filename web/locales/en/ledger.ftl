# Every key as a cell, and what became of it.

ledger-title = Every key
ledger-empty = A cell for every key: fill the cache to see them.
ledger-told = { $keys ->
    [one] 1 key:
   *[other] { $keys } keys:
} { NUMBER($found) } found, { NUMBER($unreachable) } unreachable, { NUMBER($lost) } lost.
ledger-told-stale = { $keys ->
    [one] 1 of those found is stale.
   *[other] { $keys } of those found are stale.
}
ledger-told-resurrected = { $keys ->
    [one] Besides, 1 deleted key is resurrected.
   *[other] Besides, { $keys } deleted keys are resurrected.
}
ledger-found-fresh = { $n ->
   *[other] found, not stale
}
ledger-group = Grouped by
ledger-by-machine = machine
ledger-by-fate = fate
ledger-unremembered = not remembered
ledger-cells = A cell for every key
ledger-keyboard = Arrow keys move from cell to cell, Home and End within a block, Page Up and Page Down from block to block. Enter explains the key.
ledger-hint = Point at a cell to see its key; click it to learn why it is found or not.
ledger-cell = { $key }: { $fate }{ $before ->
    [nobody] {""}
   *[other] , put on { $before }
}{ $now ->
    [nobody] ; nobody that runs owns it now.
   *[other] ; { $now } owns it now.
}
ledger-too-many = Beyond { NUMBER($most) } keys a cell would be too small to see: these are their shares. You can still ask about any single key by its name.
ledger-all-keys = All keys
ledger-on-each = On each machine
ledger-on-each-about = Entries it holds, reachable and stranded, and the keys lost with it.
ledger-table = Keys by machine and fate
ledger-table-owner = Owner when put
ledger-table-all = all

# Under any figure: the same numbers.
figure-as-table = As a table
