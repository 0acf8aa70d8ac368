# Les onglets qui font tourner des machines du même cluster.

tabs-title = Onglets
tabs-about = Le cluster peut tourner dans plusieurs onglets de ce navigateur. En fermer un tue ses machines.
tabs-open = Ouvrir un autre onglet
tabs-or-link = ou ouvrez ce lien :
tabs-copy = Copier
tabs-copied = Copié.
tabs-selected = Sélectionné : copiez-le avec Ctrl+C ou ⌘C.
tabs-one-parts = { $tab }{ $own ->
    [yes] {" "}(celui-ci)
   *[no] {""}
} : { $runs }
tabs-runs = { $machines ->
    [0] aucune machine
    [one] machine { $list }
   *[other] machines { $list }
}
tabs-hidden = caché : le navigateur peut le ralentir
