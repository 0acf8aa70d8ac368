# Les deux sommes du registre, et si les machines sont d’accord avec lui.

account-title = Le compte
account-keys = Clés
account-entries = Entrées
account-besides = De plus
account-pending = Pas encore comparé aux machines
account-agree = Les machines sont d’accord
account-unseen = Cet onglet est arrivé plus tard : { $entries ->
    [one] { $entries } entrée stockée avant lui manque
   *[other] { $entries } entrées stockées avant lui manquent
} à son compte
account-disagree = Les machines ne sont pas d’accord
account-disagreement = Le registre et les machines ne sont pas d’accord :
account-differs =
    Le registre compte { NUMBER($stored) } entrées sur { $machine }, dont { NUMBER($owned) } accessibles ;
    la machine elle-même en annonce { NUMBER($says-stored) } et { NUMBER($says-owned) }.
account-differs-inside =
    Le registre et { $machine } ont tous deux { NUMBER($stored) } entrées, dont { NUMBER($owned) } accessibles,
    mais ce ne sont pas les mêmes.
account-through-parts = Par { $machines } : { $found } trouvées, { $unreachable } injoignables, { $lost } perdues
account-dropped = Messages arrivés sur les canaux des machines et qui n’ont pas été compris.
account-ignored = Messages compris mais sans effet : répétés, ou venus de vies passées.
