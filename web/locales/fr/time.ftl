# Le temps du cluster : son allure, un pas à la fois, et ce qui est en route entre les machines.

pace-title = Le temps
pace-pause = Pause
pace-pause-about = Le temps s’arrête pour toutes les machines ; aucune ne s’en aperçoit. En présentation : la touche t
pace-go-on = Reprendre
pace-go-on-about = Le temps reprend comme avant. En présentation : la touche t
pace-step = Un pas
pace-step-about = Le message qui attend depuis le plus longtemps arrive ; s’il n’y en a pas, le temps passe jusqu’à ce qu’une machine ait quelque chose à faire. En présentation : la touche s
pace-step-paused-only = Un pas se fait quand le temps est arrêté : faites d’abord une pause
pace-step-alone-only = Un autre onglet fait tourner des machines de ce cluster : seul un onglet qui les a toutes peut avancer pas à pas
pace-speeds = À quelle vitesse va le temps
pace-speed-usual = Le temps tel qu’il est
pace-speed-slow = Ralenti : une seconde du cluster en dure { NUMBER($seconds) }. En présentation : la touche v pour la vitesse suivante
pace-clock = Temps du cluster
pace-is-paused = Le temps est arrêté.
pace-is-slow = Le temps va à { $speed } de sa vitesse.
pace-step-told = Pas { NUMBER($step) } : { $told }
pace-on-the-way = En route
pace-nothing-waits = Rien : un pas laisse passer le temps jusqu’à ce qu’une machine ait quelque chose à faire.
pace-more = et { NUMBER($more) } de plus
pace-not-alone = Un autre onglet fait tourner des machines de ce cluster. Son temps va comme ici, mais on ne peut avancer message par message que là où un seul onglet les a toutes.
pace-unsent = { $machines } a été arrêtée net. Ce qu’elle n’avait pas encore envoyé, personne ne le sait.
pace-unsent-all = { $machines } ont été arrêtées net. Ce qu’elles n’avaient pas encore envoyé, personne ne le sait.

# L’étiquette d’un message, à côté de son point, aussi courte que possible.
gate-label-put = put { $key }
gate-label-get = get { $key }
gate-label-delete = delete { $key }
gate-label-batch = lot, { $keys ->
    [one] { $keys } clé
   *[other] { $keys } clés
}
gate-label-count = compte
gate-label-view = vue
gate-label-place = placement
gate-label-held = coup d’œil
gate-label-hello = bonjour
gate-label-tick = battement
gate-label-goodbye = adieu
gate-label-connect = connexion
gate-label-confirm = reçu
gate-label-closed = lien { $machine } fermé
gate-label-leave = partir
gate-label-answer = réponse
gate-label-reply = retour

# Ce qui est demandé, dans une phrase.
gate-asks-put = « put { $key } »
gate-asks-get = « get { $key } »
gate-asks-delete = « delete { $key } »
gate-asks-puts = { $keys ->
    [one] « put de { $keys } clé »
   *[other] « put de { $keys } clés »
}
gate-asks-gets = { $keys ->
    [one] « get de { $keys } clé »
   *[other] « get de { $keys } clés »
}
gate-asks-count = « combien d’entrées ? »
gate-asks-view = « quels membres ? »
gate-asks-place = « place les clés par :{ $name } »
gate-asks-layout = « comment places-tu les clés ? »
gate-asks-held = « qu’as-tu ? »
gate-asks-something = une question

# Ce qu’il en est advenu.
gate-outcome-nothing = pas de valeur
gate-outcome-keys = { $keys ->
    [one] { $keys } clé, elle y est
   *[other] { $keys } clés, toutes
}
gate-outcome-some-keys = { $keys ->
    [one] { $keys } clé, en vain
   *[other] { $keys } clés, mais pas toutes
}
gate-outcome-down = la machine { $machine } est morte
gate-outcome-timed-out = la machine { $machine } n’a pas répondu
gate-outcome-refused = refusé

# Un message en une phrase.
gate-is-request = { $asks } va du Master à la machine { $to }.
gate-is-call = { $asks } va de la machine { $from } à son propriétaire, la machine { $to }.
gate-is-answer = La réponse à { $asks } revient de la machine { $from } à la machine { $to } : { $outcome }.
gate-is-reply = Le retour de { $asks } va de la machine { $from } au Master : { $outcome }.
gate-is-hello = La machine { $from } a démarré et dit bonjour à la machine { $to }.
gate-is-tick = La machine { $from } bat : la machine { $to } entend qu’elle vit.
gate-is-goodbye = La machine { $from } dit adieu à la machine { $to }.
gate-is-goodbye-to-master = La machine { $from } dit adieu au Master.
gate-is-connect = La machine { $from } veut être connectée à la machine { $to }.
gate-is-confirm = La machine { $from } dit à la machine { $to } ce qu’elle a reçu.
gate-is-layout = La machine { $from } dit à la machine { $to } comment elle place les clés.
gate-is-closed = Le lien de la machine { $from } est fermé : la machine { $to } apprend qu’elle est morte.
gate-is-leave = Le Master veut que la machine { $to } parte.

# Ce qu’un pas a fait d’autre.
gate-passed = { $span } passent, puis la machine { $machine } { $reason ->
    [hello] redit bonjour
    [tick] bat
    [call] renonce à un appel
    [resend] renvoie ce que personne n’a confirmé
   *[confirm] confirme ce qu’elle a reçu
}.
gate-passed-for-master = { $span } passent, puis le Master n’attend plus.
gate-passed-nothing = Rien n’est en route, et personne n’attend rien.

# La fiche d’un message.
gate-master = le Master
gate-from = De
gate-to = À
gate-key = Clé
gate-value = Valeur
gate-number = Numéro
gate-arrives = Arrive dans
gate-deliver = Livrer maintenant
gate-delay = Retarder de { $span }
gate-drop = Perdre
gate-duplicate = Doubler
gate-never-lost = Il ne peut être ni perdu ni doublé : le Master et ses machines se parlent comme le :rpc d’Erlang, et personne ne le redirait.
gate-is-gone = Il n’est plus en route.
gate-close = Fermer
gate-dots = Messages en route : les flèches vont de l’un à l’autre
