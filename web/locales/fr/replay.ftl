# Regarder en arrière : revoir un déroulement, instant par instant, et imaginer autre chose.

replay-label = Rediffusion
replay-page-title = Rediffusion à { $moment } · Apothik
replay-look-back = Regarder en arrière
replay-look-back-about = Revoir le déroulement, instant par instant. Le cluster continue pendant ce temps.
replay-nothing-recorded = Rien n’est encore enregistré.
replay-other-tabs = D’autres onglets participent, et leurs machines ne sont pas enregistrées : on pourra regarder en arrière après le prochain redémarrage sans eux.
replay-off = Rien n’est enregistré : l’adresse de la page le dit (#record=0).
replay-back = Revenir au direct
replay-of = sur { $end }
replay-live-goes-on = C’est le passé. Le cluster en direct continue, intact.
replay-of-file = C’est l’enregistrement { $name }. Le cluster en direct continue, intact.
replay-is-past = Le passé ne se change pas, et le cluster en direct n’a pas été touché. Plus bas : et si ?
replay-begins = La partie la plus ancienne a été abandonnée : cela commence à { $at }.
replay-reading = Les machines le revivent : { $percent }
replay-foreign = Ce fichier n’est pas un enregistrement d’Apothik.
replay-newer = Une version plus récente d’Apothik a écrit cet enregistrement : celle-ci ne sait pas le lire.
replay-damaged = Cet enregistrement est illisible : il est coupé, ou a été modifié. { $why }
replay-too-large = Ce fichier est trop grand : { NUMBER($mebibytes) } Mio, alors que l’on en lit { NUMBER($limit) } au plus.
replay-failed = Il n’y a rien à revoir : { $why }
replay-transport = Se déplacer dans le temps
replay-to-begin = Au début
replay-mark-before = Au repère précédent
replay-before = Un événement en arrière
replay-play = Lire
replay-stop = Arrêter
replay-after = Un événement en avant
replay-mark-after = Au repère suivant
replay-to-end = À la fin
replay-speed = Vitesse
replay-scrubber = Instant
replay-save = Enregistrer le déroulement
replay-save-about = Tout depuis le démarrage des machines, dans un fichier que cette page et la commande native savent revivre
replay-open = Ouvrir un enregistrement
replay-open-about = Revoir un déroulement enregistré dans un fichier. Le cluster en direct n’est pas touché.
replay-lesson-waits = La leçon attend que vous reveniez au cluster en direct.
replay-console-waits = Les lignes se tapent au cluster en direct. Plus bas : et si ?

feed-title = Ce qui s’est passé
feed-about = Une ligne par événement. Le temps descend ; une flèche va de là où un message est parti à là où il est arrivé.
feed-empty = Rien de tel ne s’est passé.
feed-filters = Affichés
feed-membership = Qui est là
feed-keys = Clés
feed-ticks = Battements
feed-key = Le chemin d’une clé
feed-key-show = Montrer
feed-key-picked = { $key }, choisie plus bas
feed-key-all = Toutes les clés
feed-earlier = { $rows ->
    [one] { $rows } ligne avant
   *[other] { $rows } lignes avant
}
feed-later = { $rows ->
    [one] { $rows } ligne après
   *[other] { $rows } lignes après
}
feed-without-lane = { $machines ->
    [one] { $machines } autre machine participe et n’a pas
   *[other] { $machines } autres machines participent et n’ont pas
} de ligne ici.
feed-master = Master
feed-line-parts = Une ligne : { $line }
feed-result-parts = Son résultat : { $result }
feed-click-parts = Un clic : { $line }
feed-started-parts = { $machine } démarre, pour sa vie { NUMBER($life) }
feed-died-parts = { $machine } : { $state }
feed-cost = ({ $lost ->
    [one] { $lost } clé perdue
   *[other] { $lost } clés perdues
}, { $unreachable ->
    [one] { $unreachable } injoignable
   *[other] { $unreachable } injoignables
})
feed-frozen-parts = { $machine } est gelée
feed-thawed-parts = { $machine } reprend
feed-up-parts = { $by } apprend que { $about } tourne
feed-down-parts = { $by } apprend que { $about } est morte : { $reason }
feed-link-closed-parts = { $by } voit le lien de { $about } se fermer
feed-said-parts = { $from } → { $to } : { $words }
feed-up = { $by } apprend que { $about } tourne
feed-down = { $by } apprend que { $about } est morte
feed-link-closed = { $by } voit le lien de { $about } se fermer
feed-hello = J’ai démarré. Qui est là ?
feed-tick = battement : je suis en vie
feed-connect = connectons-nous
feed-confirm = j’ai reçu ce que tu as envoyé
feed-leave = adieu
feed-layout = voici comment je place les clés
feed-request = une question
feed-reply = la réponse
feed-again = { $words } (elle l’avait déjà)
feed-many = { $operation } { $keys ->
    [one] { $keys } clé
   *[other] { $keys } clés
}
feed-many-done = { $operation } fait : { $keys ->
    [one] { $keys } clé
   *[other] { $keys } clés
}
feed-found = { $key } vaut { $value }
feed-not-found = { $key } n’y est pas
feed-stored = { $key } est stockée
feed-deleted = { $key } est supprimée

what-if-title = Et si ?
what-if-about = À partir de { $moment }, les mêmes machines sont simulées, en temps virtuel, avec un seul changement ; ce qui a été tapé et cliqué ensuite arrive quand même.
what-if-lost = Et si ce message avait été perdu ?
what-if-lose = Le perdre
what-if-choose = Choisissez un message dans la liste pour voir ce que sa perte aurait changé.
what-if-deed = Ce qui arrive
what-if-machine = À quelle machine
what-if-kill = tuée
what-if-leave = priée de partir
what-if-freeze = gelée
what-if-thaw = dégelée
what-if-start = démarrée
what-if-simulate = Simuler
what-if-line = Et si quelqu’un tapait ceci ?
what-if-nothing = Et si rien ne change ?
what-if-simulated = simulé
what-if-recorded = en vrai
what-if-endings = Les deux fins
what-if-forget = Ranger
what-if-at-it = Simulation en cours…
what-if-changed-nothing = À partir de { $from }, rien n’a changé.
what-if-changed-lost = À { $from }, le message a été perdu.
what-if-changed-deed = À { $from }, { $machine } a été { $deed }.
what-if-changed-line = À { $from }, quelqu’un a tapé { $line }.
what-if-no-line = Cette ligne est illisible : { $why }
what-if-no-message = Ce message ne peut pas être perdu : seuls ceux entre machines le peuvent.
what-if-failed = Cela ne peut pas être simulé : { $why }
what-if-same = À la fin, autant de clés sont trouvées : { NUMBER($found) }.
what-if-fewer = À la fin, moins de clés sont trouvées : { NUMBER($found) } et non { NUMBER($recorded) }.
what-if-more = À la fin, plus de clés sont trouvées : { NUMBER($found) } et non { NUMBER($recorded) }.
what-if-unsettled = Les machines simulées ne s’étaient pas stabilisées quand on a arrêté.
what-if-instead = à la place de ce qui a été tapé ou cliqué ensuite
what-if-changed-instead = Ce qui a été fait ensuite ne l’a pas été.
