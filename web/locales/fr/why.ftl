# Pourquoi cette clé manque-t-elle ? L’histoire d’une clé.

why-title = Pourquoi cette clé manque-t-elle ?
why-key = Clé
why-explain = Expliquer
why-for-example = par exemple
why-wrong = Tapez une clé, par exemple k_1_7.
story-then = Quand elle a été écrite, { $machines ->
    [one] { $machines } machine tournait
   *[other] { $machines } machines tournaient
}
story-went-parts = Elle est donc allée sur { $owner }.
story-now = Maintenant, { $machines ->
    [one] { $machines } machine tourne
   *[other] { $machines } machines tournent
}
story-looked-for-parts = On la cherche donc sur { $owner }.
story-looked-for-dead-parts = On la cherche donc sur { $owner }, qui est morte.
story-none-runs = Maintenant, aucune machine ne tourne
story-nobody = Il n’y a personne à qui demander.
story-where = Où elle se trouve
story-nowhere = Sur aucune machine qui tourne.
story-index-fixed = indice + 1 = numéro :
story-token-parts = un jeton : le numéro { $token } est détenu par { $machine }.
story-point-parts = une place sur l’anneau : le premier point à partir de là est { $point }, de { $machine }.
story-row-parts = une ligne de la table : le numéro { $row } est à { $machine }.
story-probe-parts = Des { NUMBER($probes) } places de la clé sur l’anneau, { $place } est la plus proche d’un point : { $point }, de { $machine }.
story-partition-parts = La clé est dans la part { $partition } sur { NUMBER($partitions) }, qui est chez { $machine }.
story-walk-parts = les seaux par lesquels passe la clé : le dernier est celui de { $machine }.
story-draws = Chaque machine tire un nombre pour la clé, et le plus grand l’emporte :
story-index = un indice dans la liste triée :
story-copy-parts = { $machine } contient { $value }{ $owns ->
    [yes] , et possède la clé
   *[no] , et ne possède pas la clé : copie égarée
}{ $stale ->
    [yes] {" "}; une ancienne valeur.
   *[no] .
}
story-answers-nobody = personne ne répond
story-answers-refused = refusé
verdict-nobody = personne
verdict-found = Trouvée : { $owner } la possède et l’a bien.
verdict-stale = Périmée : { $owner } a une ancienne copie ; la dernière valeur acquittée est { $value }.
verdict-owner-dead = Injoignable : { $owner } la possède et est morte ; la copie est sur { $holders }.
verdict-unreachable = Injoignable : elle est sur { $holders }, mais son propriétaire est maintenant { $owner }, qui n’en a pas de copie.
verdict-lost-from = Perdue : elle avait été écrite sur { $machine }, et aucune machine qui tourne n’en a de copie.
verdict-lost = Perdue : aucune machine qui tourne n’en a de copie.
verdict-resurrected = Ressuscitée : elle avait été supprimée, et une ancienne copie est revenue sur { $owner }.
verdict-deleted = Supprimée : sa suppression a été acquittée.
verdict-unknown = Inconnue : { $owner } l’a, et son écriture n’a jamais été acquittée.
verdict-never = Jamais écrite : aucune écriture de cette clé n’a été acquittée.
