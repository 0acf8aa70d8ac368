# La barre de commandes.

fill-keys = Clés
fill-via = Par la machine
fill-button = Remplir
fill-cancel = Annuler
fill-progress-label = Remplissage par la machine { $via }
fill-progress-told = { NUMBER($done) } clés sur { NUMBER($keys) }
fill-progress = { NUMBER($done) } sur { NUMBER($keys) }
fill-acknowledged = { $keys ->
    [one] { $keys } clé acquittée
    [many] { $keys } de clés acquittées
   *[other] { $keys } clés acquittées
}
fill-wrong-keys = Clés : un nombre entier de 1 à { NUMBER($most) }.
fill-wrong-via = Par la machine : le numéro d’une machine, par exemple 1.
fill-no-machine = Il n’y a pas de machine { NUMBER($via) } : la dernière est la { $last }.
controls-add = Ajouter une machine
controls-reset = Recommencer
controls-reset-about = Revenir à un cluster neuf de cinq machines
