# Deux clusters côte à côte.

side-title = Deux clusters côte à côte
side-offer = Voir les mêmes clés et les mêmes clics sous un autre placement. Les deux repartent à neuf, sans clés.
side-open = Comparer avec un second cluster
side-close = Arrêter le second cluster
side-about = Ce que l’on fait au premier arrive aux deux : le cercle et toutes les autres figures montrent le premier. Chacun a son propre placement.
side-first = Premier : { $placement }
side-second = Second : { $placement }
side-machines = Entrées de chaque machine, { $cluster }
side-loss = { $machine } { $state } : { $lost ->
    [one] { $lost } clé perdue
   *[other] { $lost } clés perdues
}, { $unreachable ->
    [one] { $unreachable } injoignable
   *[other] { $unreachable } injoignables
}
side-no-loss = Aucune machine n’est morte.
side-legend-reachable = clés trouvées, entrées accessibles
side-legend-stranded = clés injoignables, entrées égarées
side-legend-lost = clés perdues
side-difference = Différence
side-figure = Figure
side-moved = déplacées
side-told = Le second ({ $second }) trouve { $way ->
    [fewer] moins de clés
   *[more] plus de clés
} que le premier ({ $first }) : { NUMBER($found) } et non { NUMBER($not) }.
side-told-same = Les deux trouvent { $found ->
    [one] { $found } clé
   *[other] { $found } clés
}.
