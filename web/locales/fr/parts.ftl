# Les états d’une machine, leurs raisons, et pourquoi une machine en a déclaré une autre morte.

state-starting = démarre
state-running = tourne
state-leaving = s’en va
state-frozen = gelée
state-silent = silencieuse
state-killed = tuée
state-left = partie
state-closed = fermée
state-reloaded = rechargée
state-trapped = plantée
state-why-starting = son worker est en création
state-why-leaving = elle termine ses appels
state-why-left = elle a dit adieu
state-why-frozen = silencieuse, pas morte ; elle garde ses entrées
state-why-closed = son onglet a été fermé
state-why-reloaded = son onglet a été rechargé
state-why-silent = muette depuis plus longtemps que la limite des battements ; elle peut revenir

reason-link = son lien s’est fermé
reason-ticks = ses battements ont cessé
reason-left = elle a dit adieu
reason-replaced = son incarnation suivante a parlé
reason-reconnected = elle a ouvert une nouvelle connexion
reason-overrun = elle n’a rien confirmé de ce qu’on lui a envoyé
reason-short-link = lien
reason-short-ticks = battements
reason-short-left = adieu
reason-short-replaced = remplacée
reason-short-reconnected = reconnectée
reason-short-overrun = débordée
