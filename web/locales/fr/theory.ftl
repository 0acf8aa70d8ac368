# Ce que l’arithmétique attend du placement, à côté de ce qui a été mesuré.

theory-title = Attendu et mesuré
theory-told-none = { $machines ->
    [one] Une machine tourne. Arrêtez-en ou ajoutez-en une, avec des clés stockées, pour voir ce que cela coûte à côté de ce qui était attendu.
   *[other] { $machines } machines tournent. Arrêtez-en ou ajoutez-en une, avec des clés stockées, pour voir ce que cela coûte à côté de ce qui était attendu.
}
theory-told-goes = Une machine sur { $before } est partie, avec { $keys ->
    [one] 1 clé acquittée
   *[other] { $keys } clés acquittées
}.
theory-told-comes = Une machine s’est ajoutée à { $before }, avec { $keys ->
    [one] 1 clé acquittée
   *[other] { $keys } clés acquittées
}.
theory-what = quoi, par quelle formule
theory-expected = attendu
theory-measured = mesuré
theory-of-leaver = clés de la machine partie
theory-of-newcomer = clés que possède la nouvelle venue
theory-others = autres clés qui ont changé de propriétaire
theory-kept = clés qui ont gardé leur propriétaire
theory-few = quelques-unes
theory-balance = la machine la plus pleine, rapportée à la moyenne
theory-memory = mémoire sur chaque machine, octets
theory-lookup = une recherche
theory-steps = { $steps } étapes
theory-nanos = { NUMBER($nanos) } ns ici
theory-source = n machines avant le changement, k clés. Source : { $source }.
theory-story = le récit
