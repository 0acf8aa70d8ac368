# Les clés de chaque machine : les nombres derrière les images.

table-caption = Les clés de chaque machine
table-machine = Machine
table-state = État
table-stored = Stockées
table-reachable = Accessibles
table-stranded = Égarées
table-lost = Perdues avec elle
table-view = Vue
table-look-at = Regarder
table-look-at-one = Regarder { $machine }
