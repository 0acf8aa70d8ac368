# Pannes : les morts possibles d’une machine, un réseau coupé, un réseau lent ou qui perd.

faults-title = Pannes
faults-offered = tuer, faire partir, geler, planter ; couper le réseau, le ralentir
faults-now = en ce moment : { $faults }
faults-frozen = { $machines ->
    [one] { $machines } machine gelée
   *[other] { $machines } machines gelées
}
faults-cut = le réseau est coupé en { $sides }
faults-messages = messages : { $travel }

deaths-title = Une machine
deaths-machine = Machine
deaths-is-parts = état : { $state }
deaths-is-since-parts = état : { $state } ({ $why })
deaths-start = Démarrer
deaths-start-line = vide, sous son ancien nom
deaths-crash = Tuer
deaths-crash-line = d’un coup, sans un adieu
deaths-thaw = Dégeler
deaths-thaw-line = elle reprend là où elle en était, avec ses anciennes entrées
deaths-freeze = Geler
deaths-freeze-line = silencieuse, pas morte : après 2 s environ les autres la déclarent morte ; dégelée, elle revient avec ses anciennes entrées
deaths-leave = Partir
deaths-leave-line = dit adieu, termine ses appels ; ses clés partent quand même
deaths-trap = Planter
deaths-trap-line = son programme casse

cut-title = Le réseau, coupé
cut-about = Rien ne passe d’un côté à l’autre. Un clic change une machine de côté.
cut-sides = Côtés
cut-on-side = : côté
cut-cut = Couper
cut-heal = Rétablir
cut-one-sided = Toutes sont du même côté : rien à couper.
cut-is-cut = Le réseau est coupé.
cut-is-whole = Le réseau est entier.
cut-once-cut = Une fois coupé : ce que chaque côté trouve encore.
cut-keys-by-side = Les clés par côté
cut-side-through = Côté, par les machines
cut-through = par { $machines }

network-title = Le réseau, lent ou qui perd
network-each-parts = Chaque message entre machines : { $travel }.
network-perfect = Parfait
network-slow = Lent
network-lossy = À pertes
network-awful = Affreux
network-apply = Appliquer
network-delay = Délai
network-jitter = Gigue
network-loss = Perte
network-wrong = { $knob } : un nombre entier de 0 à { NUMBER($most) } { $unit }.
network-at-once = immédiat
network-late = { NUMBER($ms) } ms de retard
network-late-between = { NUMBER($least) } à { NUMBER($most) } ms de retard
network-none-lost = { $late }, aucune perte
network-some-lost = { $late }, { $share } perdus
