# Les scénarios à côté du cluster, ce qui ne va pas dans l’un d’eux, et le partage.

scenario-label = Scénario
scenario-open = Scénarios
scenario-all = Tous les scénarios
scenario-close = Fermer
scenario-about = Chacun se déroule tout seul sur un cluster neuf et pose une question. Réfléchissez d’abord ; la réponse est repliée.
scenario-own = Ou ouvrez un scénario à vous :
scenario-own-about = Un fichier texte de lignes de console. Vous pouvez aussi le déposer n’importe où sur cette page, si son nom finit par .scenario. Il reste dans votre navigateur.
scenario-reading = Lecture…
scenario-missing = Il n’y a pas de scénario « { $scenario } ».
scenario-wrong = Ce fichier n’est pas encore un scénario
scenario-bad-link = Ce lien ne mène à rien
scenario-unavailable = Le scénario n’a pas pu être lu
scenario-line = Ligne { $line } :
scenario-newer = Fait par un Apothik plus récent : version { $version } ; cette page lit la { $own }. Rechargez-la, ou demandez à qui vous l’a donné où il a été fait.
scenario-damaged = Le lien est coupé, ou il a été modifié. Demandez-le en entier.
scenario-link-too-large = Ce lien contient plus que les { NUMBER($limit) } octets qu’un scénario a au plus.
scenario-shared = Une expérience partagée
scenario-shared-about = Quelqu’un a fait ce lien. Ces lignes s’exécutent sur un cluster neuf quand vous le dites : celui que vous avez maintenant finit alors.
scenario-lines = Lignes
scenario-rest = { $lines ->
    [one] et encore { $lines } ligne
   *[other] et encore { $lines } lignes
}
scenario-from = à partir de { $moment }
scenario-run = Lancer
scenario-stop = Arrêter
scenario-again = Relancer
scenario-booting = Un cluster neuf démarre…
scenario-at = Ligne { NUMBER($line) } sur { NUMBER($lines) }
scenario-waits = Ligne { NUMBER($line) } sur { NUMBER($lines) }, à { $moment }
scenario-done = { $lines ->
    [one] Fini : { $lines } ligne
   *[other] Fini : { $lines } lignes
}
scenario-stopped = Arrêté à la ligne { NUMBER($line) } sur { NUMBER($lines) }
scenario-expected = attendu : { $result }
scenario-as-expected = Chaque ligne a répondu ce que dit le scénario.
scenario-not-as-expected = { $lines ->
    [one] { $lines } ligne a répondu autre chose que ce que dit le scénario.
   *[other] { $lines } lignes ont répondu autre chose que ce que dit le scénario.
}
scenario-share = Partager ce scénario

flaw-too-large = Le fichier a { NUMBER($bytes) } octets ; un scénario en a { NUMBER($limit) } au plus.
flaw-not-text = Ce n’est pas du texte en UTF-8.
flaw-too-many-lines = Un scénario a { NUMBER($limit) } lignes au plus.
flaw-nothing-to-run = Il n’y a aucune ligne de console : on en attendait au moins une.
flaw-not-a-version = On attendait une version comme « # apothik scenario 1 », et non « { $found } ».
flaw-not-a-field = On attendait un champ comme « # title: … », et non « { $found } ». Une ligne vide termine l’en-tête.
flaw-unknown-field = Il n’y a pas de champ « { $found } ». Attendu : { $fields }.
flaw-second-field = « { $field } » était déjà là ; on attendait un autre champ.
flaw-empty-field = On attendait quelque chose après « { $field }: ».
flaw-field-too-long = « { $field } » a { NUMBER($limit) } caractères au plus.
flaw-not-a-seed = On attendait un nombre entier de 0 à { $most }, et non « { $found } ».
flaw-not-a-pace = On attendait l’un de { $paces }, et non « { $found } ».
flaw-not-a-time = On attendait un temps comme « @2.5s » ou « @500ms », et non « { $found } ».
flaw-too-late = On attendait un temps d’un jour au plus, « @86400s », et non « { $found } ».
flaw-before-the-last = Les lignes s’exécutent dans l’ordre : on attendait un temps à partir de « { $last } », et non « { $found } ».
flaw-no-line = On attendait une ligne de console après « { $found } ».
flaw-no-result = On attendait une ligne de console avant « #=> », et son résultat après.

share-open = Partager
share-about = Un lien vers ce qui a été fait ici depuis le dernier démarrage
share-title = Partager ce que vous avez fait
share-scenario-title = Partager ce scénario
share-run-about = Qui ouvre ce lien voit ce que vous avez fait depuis le dernier démarrage, et le relance d’un clic. Le lien contient tout ; rien n’est stocké nulle part, et personne n’entre dans votre cluster.
share-scenario-about = Qui ouvre ce lien voit le scénario, et le lance d’un clic. Rien n’est stocké nulle part.
share-link = Lien
share-making = Le lien se fait…
share-copy = Copier
share-copied = Copié.
share-not-copied = Sélectionnez le lien et copiez-le.
share-length = { NUMBER($characters) } caractères.
share-too-long = Ce serait un lien de { NUMBER($characters) } caractères. Les messageries coupent ceux de plus de { NUMBER($most) } : enregistrez plutôt un fichier.
share-failed = Il n’y a pas de lien : { $why }
share-tabs = Ce qui a été fait dans d’autres onglets n’y est pas.
share-nothing = Rien n’a été fait depuis le dernier démarrage. Remplissez, tuez ou tapez d’abord une ligne.
share-joined = Cet onglet est arrivé dans un cluster déjà en marche : il ne sait pas comment il a commencé. Partagez dans l’onglet qui l’a démarré.
share-forgotten = Il s’est passé tant de choses que la console a oublié les premières lignes. Redémarrez pour commencer une expérience que l’on puisse partager.
share-cut = Une des lignes est trop longue pour être racontée : la console garde 2 000 caractères d’une ligne.

embed-open = Ouvrir dans le labo
embed-unknown = Il n’y a pas de figure « { $figure } »
embed-known = Il y a : { $figures }.
