# Les machines en cercle.

cluster-title = Le cluster
cluster-entries-stored = { $n ->
    [one] entrée stockée
   *[other] entrées stockées
}
cluster-starting = Les machines démarrent.
cluster-running = { $running ->
    [one] { $running } machine tourne
   *[other] { $running } machines tournent
}. Cliquez sur une machine pour la tuer.
cluster-some-dead = { $running ->
    [one] { $running } machine tourne
   *[other] { $running } machines tournent
}, { $dead ->
    [one] { $dead } est morte
   *[other] { $dead } sont mortes
}. Cliquez sur une morte pour la relancer, vide.
cluster-some-frozen = { $running ->
    [one] { $running } machine tourne
   *[other] { $running } machines tournent
}, { $frozen ->
    [one] { $frozen } est gelée, pas morte
   *[other] { $frozen } sont gelées, pas mortes
}. Cliquez sur une gelée pour la dégeler.
cluster-some-of-both = { $running ->
    [one] { $running } machine tourne
   *[other] { $running } machines tournent
}, { $frozen ->
    [one] { $frozen } gelée
   *[other] { $frozen } gelées
}, { $dead ->
    [one] { $dead } morte
   *[other] { $dead } mortes
}. Un clic dégèle, ou relance.
cluster-cut = { $running ->
    [one] { $running } machine tourne
   *[other] { $running } machines tournent
}, le réseau est coupé en { $count } : { $sides }.
cluster-side = { $side } avec { $machines }
disc-kill = Tuer { $machine }
disc-start = Démarrer { $machine }
disc-thaw = Dégeler { $machine }
disc-hint-kill = clic : tuer
disc-hint-start = clic : démarrer
disc-hint-thaw = clic : dégeler
disc-state = { $machine } : { $state }
disc-state-reason = { $machine } : { $state } ({ $reason })
disc-lost = { $keys ->
    [one] { $keys } clé perdue
   *[other] { $keys } clés perdues
} avec elle
disc-entries = { $reachable ->
    [one] { $reachable } accessible
   *[other] { $reachable } accessibles
}, { $stranded ->
    [one] { $stranded } égarée
   *[other] { $stranded } égarées
}
disc-side = du côté { $side }
disc-tab = dans l’onglet { $tab }
cluster-past = { $running ->
    [one] { $running } machine tourne
   *[other] { $running } machines tournent
} à cet instant. Un clic sur l’une demande : et si ?
disc-past = Et s’il était arrivé quelque chose à { $machine } ?
