# Où vont les clés : leurs propriétaires avant et après le dernier changement de machines.

moves-title = Où vont les clés
moves-empty = Tuez, démarrez ou ajoutez une machine pour voir quelles clés changent de propriétaire.
moves-cut = Tant que le réseau est coupé, chaque côté a ses propres propriétaires. Réparez-le pour voir où vont les clés.
moves-later = Il y a beaucoup de clés : on compte où elles vont quand tout est stable.
moves-too-many = Au-delà de { NUMBER($most) } machines, on ne pourrait pas lire où vont les clés.
moves-told = Sur { NUMBER($keys) } clés, { $kept ->
    [one] { $kept } a gardé son propriétaire.
   *[other] { $kept } ont gardé leur propriétaire.
}
moves-all-kept = { $keys ->
    [one] La seule clé a gardé son propriétaire.
   *[other] Les { $keys } clés ont toutes gardé leur propriétaire.
}
moves-others = Parmi les autres, { $found ->
    [0] {""}
    [one] { $found } est trouvée,{" "}
   *[other] { $found } sont trouvées,{" "}
}{ $unreachable ->
    [0] {""}
    [one] { $unreachable } est injoignable,{" "}
   *[other] { $unreachable } sont injoignables,{" "}
}{ $lost ->
    [0] aucune n’est perdue.
    [one] { $lost } est perdue.
   *[other] { $lost } sont perdues.
}
moves-modulo = La liste est passée de { $before } à { $after } machines : on divise le hachage par { $after } au lieu de { $before }, et la plupart des restes changent.
moves-same-number = La liste compte toujours { NUMBER($machines) } machines, mais pas les mêmes.
moves-tokens = Une clé garde son jeton : seuls les jetons cédés ont changé de machine.
moves-ring = Une machine qui part emporte ses propres points, une qui arrive apporte les siens : seules les clés qui précèdent ces points changent de propriétaire.
moves-bounded = Une machine qui part laisse ses parts à d’autres, qui peuvent être pleines et en transmettre.
moves-maglev = La table est remplie à neuf : la plupart des lignes reviennent à la même machine, quelques-unes changent de main sans nécessité.
moves-jump = Les clés sautent vers des rangs de la liste des machines vivantes : quand part une machine qui n’est pas la dernière, toutes les suivantes avancent d’un rang, et la plupart de leurs clés changent de propriétaire.
moves-least = Seules les clés de la machine partie, ou pour la machine arrivée, changent de propriétaire.
moves-fixed = Avec le placement fixe, une clé ne change jamais de propriétaire : tant qu’il est mort, elle n’est à personne qui tourne.
moves-since = { $keys ->
    [one] { $keys } de ces clés a été écrite depuis le changement.
   *[other] { $keys } de ces clés ont été écrites depuis le changement.
}
moves-before = avant ↓
moves-after = propriétaire après →
moves-sum = somme
moves-kept = restées
moves-nobody = personne
moves-cell = De { $before } à { $after } : { $keys ->
    [one] { $keys } clé
   *[other] { $keys } clés
} ; trouvées : { NUMBER($found) }, injoignables : { NUMBER($unreachable) }, perdues : { NUMBER($lost) }
moves-stand = trouvées : { NUMBER($found) }, injoignables : { NUMBER($unreachable) }, perdues : { NUMBER($lost) }
moves-described = { $rows ->
    [one] { $rows } propriétaire avant
   *[other] { $rows } propriétaires avant
}, { $columns ->
    [one] { $columns } propriétaire après
   *[other] { $columns } propriétaires après
} ; le tableau ci-dessous donne les nombres.
moves-legend-kept = ont gardé leur propriétaire
moves-legend-darker = plus la teinte est forte, plus il y a de clés
moves-table = Les clés par propriétaire avant et après
moves-table-head = Avant, après
moves-table-before = avant
moves-table-after = après
