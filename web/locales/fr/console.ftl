# La console du Master et ce qu’il dit à côté de ses réponses. Celles-ci restent en Elixir.

console-output = Sortie de la console
hint-cancelled = annulé après { NUMBER($answered) } clés sur { NUMBER($keys) }
hint-refused = { $puts ->
    [one] { $puts } refusée
   *[other] { $puts } refusées
}
hint-unanswered = { $puts ->
    [one] { $puts } envoyée, restée sans réponse
   *[other] { $puts } envoyées, restées sans réponse
}
hint-not-settled = le cluster n’était toujours pas stable après { $span }
hint-never-started = { $machine } n’a jamais été démarrée
hint-went-down = { $machine } est tombée en démarrant : { $why }
refusal-no-room-left = refusé : plus aucune clé ne tient dans la mémoire disponible
refusal-no-room = refusé : { NUMBER($keys) } clés ne tiennent pas dans la mémoire disponible ; il y a encore place pour { NUMBER($room) }
refusal-booted-anew = le cluster a été redémarré
refusal-booted-elsewhere = un autre onglet a redémarré le cluster

console-title = Console du Master
console-held = Une ligne de { NUMBER($bytes) } octets a été collée. Entrée l’exécute, Échap l’abandonne.
refusal-no-machine = refusé : il n’y a pas de machine { $number }
refusal-named-twice = refusé : la machine { $number } est nommée deux fois
refusal-withdrawn = pas exécutée : elle a été abandonnée
