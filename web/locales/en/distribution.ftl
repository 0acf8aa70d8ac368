# A bar a machine.

distribution-title = Distribution
distribution-reachable = reachable entries
distribution-stranded = stranded entries
distribution-lost = keys lost with the machine
distribution-mean = mean
distribution-told = Entries on each of { NUMBER($machines) } machines, { NUMBER($mean) } on average; the table below has the numbers.
