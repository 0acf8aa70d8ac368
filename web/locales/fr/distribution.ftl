# Une barre par machine.

distribution-title = Répartition
distribution-reachable = entrées accessibles
distribution-stranded = entrées égarées
distribution-lost = clés perdues avec la machine
distribution-mean = moyenne
distribution-told = Les entrées de chacune des { NUMBER($machines) } machines, { NUMBER($mean) } en moyenne ; le tableau ci-dessous donne les nombres.
