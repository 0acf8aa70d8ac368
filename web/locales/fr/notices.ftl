# Ce qu’il faut savoir avant tout le reste.

notice-cant-start = Les machines ne peuvent pas démarrer : { $why }
notice-master-broke = Le Master est tombé en panne, et rien n’avance sans lui : { $how }. Rechargez la page.
notice-cant-save = Le fichier n’a pas pu être enregistré : { $why }
notice-no-tab = Le navigateur n’a pas ouvert d’onglet : autorisez-le, ou ouvrez le lien.
notice-no-locks =
    Cette page n’est pas servie dans un contexte sûr, il n’y a donc pas de Web Locks : les machines
    n’apprennent une mort que par les battements, après deux secondes environ.
notice-no-second = Il n’y a pas de second cluster : { $why }
notice-too-many-for-two = Un onglet n’a pas la place de deux clusters de plus de { NUMBER($most) } machines chacun.
notice-reloaded = Cette page a été rechargée : les machines qu’elle faisait tourner sont mortes avec elle.
notice-brought-back = Vous avez quitté cette page : ses machines sont mortes alors. Relancez-les d’un clic.
notice-no-whole-record = Le déroulement ne peut pas être enregistré : sa partie la plus ancienne a été abandonnée. Réinitialiser en commence un nouveau.
notice-class-address = Cette page ne peut pas rejoindre la classe : « { $server } » n’est pas l’adresse d’un serveur. Elle commence par ws:// ou wss://.
notice-class-no-library = Cet exemplaire de la page ne peut pas rejoindre une classe : lancez-la par « cargo xtask class ».
notice-class-no-server = Le serveur de la classe, { $server }, ne répond pas. Est-il lancé, et sur le même réseau ? Rechargez la page pour réessayer.
notice-class-token = Le serveur de la classe veut un autre jeton : rouvrez le lien donné par l’enseignant.
notice-class-cookie = Cette page ne peut pas rejoindre la classe : un cookie a { NUMBER($most) } octets au plus.
notice-server-lost = Le serveur de la classe ne répond plus ; de nouveaux essais sont en cours. Les machines des autres sont hors d’atteinte.
notice-server-back = Le serveur de la classe répond à nouveau, après { NUMBER($seconds) } s. Ce qui s’est dit ailleurs entre-temps n’a pas été entendu ici.
notice-server-ended = Le serveur de la classe n’accepte plus cette page : { $why }
notice-record-is-lost = L’enregistrement est perdu, car ce qui le gardait est tombé en panne : { $how }. Les machines continuent ; Recommencer ouvre un nouvel enregistrement.
