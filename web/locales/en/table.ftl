# Keys on each machine: the numbers behind the pictures.

table-caption = Keys on each machine
table-machine = Machine
table-state = State
table-stored = Stored
table-reachable = Reachable
table-stranded = Stranded
table-lost = Lost with it
table-view = View
table-look-at = Look at
table-look-at-one = Look at { $machine }
