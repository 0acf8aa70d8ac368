# Les chiffres au fil du temps, et ce qui s’est passé quand.

timeline-title = Au fil du temps
timeline-empty = Il ne s’est encore rien passé.
timeline-mark = { $kind ->
    [kill] mort de { $machine }
    [leave] départ de { $machine }
    [freeze] gel de { $machine }
    [start] démarrage de { $machine }
    [add] ajout de { $machine }
   *[loss] perte de { $machine }
}
timeline-fill = remplissage par { $number }
timeline-in-words =
    Après { $time } : { NUMBER($stored) } stockées, { NUMBER($reachable) } accessibles, { NUMBER($stranded) } égarées ; { NUMBER($lost) } perdues.
