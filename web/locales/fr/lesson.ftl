# Les leçons à côté du cluster.

lesson-label = Leçon
lesson-open = Leçons
lesson-all = Toutes les leçons
lesson-close = Fermer
lesson-choose = Leçons
lesson-choose-about = Chacune part d’un cluster neuf et vous fait vivre une partie de l’histoire. Devinez, tuez, comprenez.
lesson-title-1 = Un seul cache sur cinq machines
lesson-title-2 = On débranche
lesson-title-3 = Qui est là ?
lesson-title-4 = S’adapter, et ce qu’il en coûte
lesson-title-5 = Une machine revient
lesson-title-6 = Que devrait coûter un départ ?
lesson-own = Ou ouvrez une leçon à vous :
lesson-choose-file = Choisir un fichier
lesson-own-about = Un fichier Markdown. Vous pouvez aussi le déposer n’importe où sur cette page. Il reste dans votre navigateur.
lesson-reading = Lecture de la leçon…
lesson-wrong = Ce fichier n’est pas encore une leçon
lesson-line = Ligne { $line } :
lesson-unavailable = La leçon n’a pas pu être lue
lesson-no-lesson = Il n’y a pas de leçon { $lesson } ; il y en a { NUMBER($lessons) }.
lesson-no-step = Il n’y a pas d’étape { NUMBER($step) } dans cette leçon ; elle en a { NUMBER($steps) }. Voici la première.
lesson-preparing = Le cluster est amené au début de cette étape…
lesson-steps = Étapes de la leçon
lesson-step-named = Étape { NUMBER($step) } : { $title }
lesson-back = Retour
lesson-again = Reprendre cette étape
lesson-next = Étape suivante
lesson-next-lesson = Leçon suivante
lesson-run = { $lines ->
    [one] Exécuter cette ligne
   *[other] Exécuter ces lignes
}
lesson-ran = Exécuté
lesson-locked = Devinez d’abord : la mort attend votre pronostic.
lesson-answer = Voir la réponse
lesson-table = Tableau
lesson-look = Regardez : { $figure }
lesson-panel = { $figure ->
    [cluster] le cluster
    [loss] le prix de la mort
    [ledger] chaque clé
    [moves] où vont les clés
    [distribution] la répartition
    [over-time] les chiffres au fil du temps
    [beliefs] croyances et vérité
   *[account] le compte
}
predict-commit = Valider mon pronostic
predict-slide = Faites glisser pour deviner : { $figure }
predict-figure = { $figure ->
    [stored] Entrées stockées
    [reachable] Entrées accessibles
    [stranded] Entrées égarées
    [acknowledged] Clés acquittées
    [found] Clés trouvées
    [stale] Clés périmées
    [unreachable] Clés injoignables
    [lost] Clés perdues
    [resurrected] Clés ressuscitées
    [unknown] Écritures inconnues
    [refused] Écritures refusées
    [missing] Clés introuvables
   *[machines] Machines en marche
}
