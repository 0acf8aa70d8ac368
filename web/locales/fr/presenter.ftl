# Le mode présentation et la liste des touches.

presenter-enter = Présenter
presenter-leave = Fin de la présentation
presenter-about = En grand et sans détails, pour un vidéoprojecteur
keys-open = Raccourcis clavier
keys-title = Raccourcis clavier
keys-tab = vers la machine, le bouton ou le champ suivant ; avec Maj, vers le précédent
keys-enter = cliquer sur ce qui a le focus : tuer une machine, la redémarrer, la dégeler
keys-arrows = lignes précédentes et suivantes, dans la console
keys-escape = fermer cette liste ou un menu
keys-presenting = Pendant la présentation
keys-digits = tuer cette machine ; la redémarrer si elle est morte
keys-fill = mettre 5 000 clés, par la première machine qui tourne
keys-placement = changer de placement : un cluster neuf
keys-reset = revenir à un cluster neuf de cinq machines
keys-time = arrêter le temps, ou le reprendre
keys-step = un pas, quand le temps est arrêté
keys-speed = la vitesse suivante : ralentir, puis revenir
keys-list = cette liste
keys-leave = mettre fin à la présentation
keys-obey = Ces touches agissent seules
keys-never-typing = Jamais pendant que vous tapez dans un champ, ni avec Ctrl, Alt ou ⌘.
keys-close = Fermer
