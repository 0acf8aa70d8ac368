# Ce qu’une mort a coûté.

loss-title = Le prix d’une mort
loss-before-that = Auparavant
loss-invite-fill = Remplissez le cache, puis cliquez sur une machine pour la tuer.
loss-invite-guess = Pronostiquez d’abord. Puis cliquez sur une machine pour la tuer.
loss-invite-kill = Maintenant, cliquez sur une machine pour la tuer.
loss-step-fill = Remplir : 5 000 clés vont chez leurs propriétaires.
loss-step-guess = Pronostiquer : combien d’entre elles une mort coûtera-t-elle ?
loss-step-kill = Cliquez sur une machine : elle meurt pour de bon, sans un adieu.
loss-compared-parts = { $deed ->
    [left] Le même départ
    [frozen] Le même gel
    [silent] Le même silence
    [trapped] La même panne
    [tab] La même fin
   *[killed] La même mort
} avec le placement { $placement } laissait { $rate } : { NUMBER($found) } clés sur { NUMBER($keys) }.
loss-try = Essayez maintenant la même chose avec le placement { $placement } : choisissez-le ci-dessus, remplissez, { $deed ->
    [left] faites partir { $machine }
    [frozen] gelez { $machine }
    [silent] faites taire { $machine }
    [trapped] faites planter { $machine }
    [closed] fermez l’onglet de { $machine }
    [reloaded] rechargez l’onglet de { $machine }
   *[killed] tuez { $machine }
}. Devinez d’abord.
loss-since-parts = Depuis : { $now } ({ $rate }).
loss-since-found = { NUMBER($found) } clés trouvées sur { NUMBER($keys) }
loss-since-stale = Parmi elles, { $keys ->
    [one] { $keys } périmée
   *[other] { $keys } périmées
}.

toll-died = Sur { NUMBER($ran) } machines, une { $cause ->
    [silent] silencieuse
    [frozen] gelée
    [trapped] plantée
    [left] a dit adieu
    [closed] partie avec son onglet
    [reloaded] partie : son onglet a été rechargé
   *[killed] de moins
}.
toll-cost-nothing = Rien n’était stocké, rien n’est perdu.
toll-cost-none = Aucune clé ne manque.
toll-cost-all = { $keys ->
    [one] La seule clé est introuvable.
   *[other] Toutes les clés sont introuvables.
}
toll-cost-fraction = { $keys ->
    [one] { $keys } clé sur { NUMBER($of) } est introuvable.
   *[other] { $keys } clés sur { NUMBER($of) } sont introuvables.
}
toll-cost-share = { $share } des clés sont introuvables.
toll-then = puis
toll-hit-rate = taux de succès
toll-of-keys-parts = { $found } clés sur { NUMBER($keys) }
toll-found-now-parts = trouvées maintenant ; avant, { $before }
toll-account-parts = { $entries } { $cause ->
    [frozen] gelées avec { $machine }
    [silent] hors d’atteinte sur { $machine }
    [left] disparues avec { $machine }, malgré son adieu
    [closed] disparues avec { $machine }, dont l’onglet a été fermé
    [reloaded] disparues avec { $machine }, dont l’onglet a été rechargé
   *[killed] disparues avec { $machine }
} : { $lost } perdues. { $unreachable } injoignables{ $why ->
    [none] .
    [frozen] {" "}: gelées, ou stockées là où on ne les cherche pas.
    [silent] {" "}: silencieuses, ou stockées là où on ne les cherche pas.
   *[moved] {" "}: stockées, mais leur propriétaire est maintenant une autre machine.
}
toll-found-again = { $keys ->
    [one] { $keys } clé retrouvée.
   *[other] { $keys } clés retrouvées.
}
toll-earlier-parts = { $machine } { $cause ->
    [silent] silencieuse
    [frozen] gelée
    [trapped] plantée
    [left] a dit adieu
    [closed] partie avec son onglet
    [reloaded] partie : son onglet a été rechargé
   *[killed] disparue
} : { $entries } { $away ->
    [away] hors d’atteinte
   *[gone] disparues
}, { $lost } perdues, { $unreachable } injoignables ; { $before } → { $after } trouvées sur { NUMBER($keys) }
toll-no-keys-parts = Clés trouvées : { $before } avant, { $after } après.
toll-noticed = { $survivors ->
    [one] { $survivors } survivante l’a su { $when }.
   *[other] { $survivors } survivantes l’ont su { $when }.
}
toll-noticed-why = { $survivors ->
    [one] { $survivors } survivante l’a su { $when }
   *[other] { $survivors } survivantes l’ont su { $when }
} : { $why }.
toll-at-once = aussitôt
toll-within = en moins de { $span }
loss-none-yet = Aucune machine n’est morte jusqu’à cet instant.
