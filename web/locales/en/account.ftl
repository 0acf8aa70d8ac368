# The ledger's two sums, and whether the machines agree with it.

account-title = The account
account-keys = Keys
account-entries = Entries
account-besides = Besides
account-pending = Not compared with the machines yet
account-agree = The machines agree
account-unseen = This tab joined late: { $entries ->
    [one] 1 entry
   *[other] { $entries } entries
} stored before are not in its account
account-disagree = The machines disagree
account-disagreement = The ledger and the machines disagree:
account-differs =
    The ledger has { NUMBER($stored) } entries on { $machine }, of them { NUMBER($owned) } reachable;
    the machine itself says { NUMBER($says-stored) } and { NUMBER($says-owned) }.
account-differs-inside =
    The ledger and { $machine } both have { NUMBER($stored) } entries, { NUMBER($owned) } of them reachable,
    but they are not the same entries.
account-through-parts = Through { $machines }: { $found } found, { $unreachable } unreachable, { $lost } lost
account-dropped = Messages on the machines’ channels that were not understood.
account-ignored = Messages that were understood and not acted on: repeated, of dead lives.
