# Chaque clé en une case, et ce qu’elle est devenue.

ledger-title = Chaque clé
ledger-empty = Une case par clé : remplissez le cache pour les voir.
ledger-told = { $keys ->
    [one] { $keys } clé :
   *[other] { $keys } clés :
} { $found ->
    [one] { $found } trouvée
   *[other] { $found } trouvées
}, { $unreachable ->
    [one] { $unreachable } injoignable
   *[other] { $unreachable } injoignables
}, { $lost ->
    [one] { $lost } perdue
   *[other] { $lost } perdues
}.
ledger-told-stale = Parmi celles trouvées, { $keys ->
    [one] { $keys } est périmée.
   *[other] { $keys } sont périmées.
}
ledger-told-resurrected = { $keys ->
    [one] De plus, { $keys } clé supprimée est ressuscitée.
   *[other] De plus, { $keys } clés supprimées sont ressuscitées.
}
ledger-found-fresh = { $n ->
    [one] trouvée, à jour
   *[other] trouvées, à jour
}
ledger-group = Grouper par
ledger-by-machine = machine
ledger-by-fate = sort
ledger-unremembered = non mémorisé
ledger-cells = Une case par clé
ledger-keyboard = Les flèches vont de case en case, Début et Fin aux bords d’un bloc, Page précédente et Page suivante de bloc en bloc. Entrée explique la clé.
ledger-hint = Pointez une case pour voir sa clé ; cliquez dessus pour savoir pourquoi on la trouve ou non.
ledger-cell = { $key } : { $fate }{ $before ->
    [nobody] {""}
   *[other] , écrite sur { $before }
}{ $now ->
    [nobody] {" "}; aucune machine qui tourne ne la possède.
   *[other] {" "}; { $now } la possède maintenant.
}
ledger-too-many = Au-delà de { NUMBER($most) } clés, une case serait trop petite pour être vue : voici leurs parts. Vous pouvez toujours demander une clé par son nom.
ledger-all-keys = Toutes les clés
ledger-on-each = Sur chaque machine
ledger-on-each-about = Les entrées qu’elle contient, accessibles et égarées, et les clés perdues avec elle.
ledger-table = Les clés par machine et par sort
ledger-table-owner = Propriétaire à l’écriture
ledger-table-all = total

# Sous chaque figure : les mêmes nombres.
figure-as-table = En tableau
