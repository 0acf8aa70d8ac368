# Comment les clés sont placées.

placing-title = Comment les clés sont placées
placing-nobody = Aucune machine ne tourne, ou le réseau est coupé : il n’y a pas une seule image de qui possède quoi.
placing-arcs = Un cercle de tous les hachages : chaque arc appartient à la machine du point qui le termine, dans le sens des aiguilles d’une montre.
placing-token-field = Les 1 000 jetons, dans l’ordre.
placing-row-field = Les premières lignes sur { NUMBER($rows) }.
placing-remainder-field = Les hachages de 0 à 999 : c’est le reste qui compte.
placing-hash-field = 1 000 hachages, répartis uniformément.
placing-none-moved = Rien n’a changé de machine au dernier changement.
placing-moved = { $share } ont changé de machine au dernier changement.
placing-legend-ring = Dehors : maintenant. Dedans : avant le dernier changement. Entre les deux : ce qui a changé de machine.
placing-legend = En haut : maintenant ; un point marque ce qui a changé de machine. En bas : avant le dernier changement.
placing-key-parts = La marque montre où est { $key }.
