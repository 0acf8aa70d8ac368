# Croyances et vérité : ce que chaque machine pense de chaque autre, à côté de ce qui est.

beliefs-title = Croyances et vérité
beliefs-too-many = Ce que tant de machines pensent les unes des autres serait illisible : on le montre pour 40 au plus.
beliefs-matrix = Qui croit quoi de qui
beliefs-thinks-of = pense de
beliefs-so-it-is = en vérité
beliefs-frozen = , gelée
beliefs-itself = elle-même
beliefs-mindless = { $state } : elle ne pense rien
beliefs-dead = morte
beliefs-up = vivante
beliefs-down = morte
beliefs-up-wrong = vivante : à tort
beliefs-down-wrong = morte : à tort
beliefs-of = { $of } pense de { $about } : { $words }
beliefs-of-learned = { $of } pense de { $about } : { $words }, appris en { $span }
beliefs-legend-wrong = à tort, depuis combien de temps
beliefs-legend-else = sinon : le temps qu’il a fallu pour l’apprendre
beliefs-legend-cut = De part et d’autre de la coupure, « morte » est juste.
beliefs-for-parts = { $wrong } depuis { $since }.
beliefs-still = { $machines ->
    [one] { $machines } machine croit encore
   *[other] { $machines } machines croient encore
} à { $about }, { $state ->
    [dead] morte
    [gone] partie
    [broken] plantée
    [frozen] gelée
    [silent] silencieuse
   *[away] hors d’atteinte
}
beliefs-unaware = { $about } est vivante, { $machines ->
    [one] { $machines } machine l’ignore
   *[other] { $machines } machines l’ignorent
}
beliefs-across = { $machines ->
    [one] { $machines } machine croit
   *[other] { $machines } machines croient
} à des machines de l’autre côté de la coupure
beliefs-wrong-about = { $machines ->
    [one] { $machines } machine se trompe
   *[other] { $machines } machines se trompent
} sur { $others ->
    [one] { $others } machine
   *[other] { $others } machines
}
beliefs-nobody = Aucune machine ne tourne : personne ne croit rien.
beliefs-agreed = { $machines ->
    [one] La seule machine voit le cluster tel qu’il est.
   *[other] Les { $machines } machines voient le cluster tel qu’il est.
}
beliefs-known-within = Le dernier changement a été connu de toutes en moins de { $span }.
