# Les mots que beaucoup de phrases partagent. Ceux du compte sont ceux du glossaire.

page-title = Apothik : un cache distribué que l’on peut tuer
page-subtitle = Un cache distribué. Chaque machine est un vrai processus ; un clic la tue.

language-label = Langue
theme-label = Thème
theme-system = Système
theme-light = Clair
theme-dark = Sombre

# Les mots du compte ; ils s’accordent avec le nombre qu’ils accompagnent.

figure-acknowledged = { $n ->
    [one] acquittée
   *[other] acquittées
}
figure-found = { $n ->
    [one] trouvée
   *[other] trouvées
}
figure-unreachable = { $n ->
    [one] injoignable
   *[other] injoignables
}
figure-lost = { $n ->
    [one] perdue
   *[other] perdues
}
figure-stored = { $n ->
    [one] stockée
   *[other] stockées
}
figure-reachable = { $n ->
    [one] accessible
   *[other] accessibles
}
figure-stranded = { $n ->
    [one] égarée
   *[other] égarées
}
figure-stale = { $n ->
    [one] périmée
   *[other] périmées
}
figure-resurrected = { $n ->
    [one] ressuscitée
   *[other] ressuscitées
}
figure-refused = { $n ->
    [one] refusée
   *[other] refusées
}
figure-unknown = { $n ->
    [one] inconnue
   *[other] inconnues
}
figure-dropped = { $n ->
    [one] rejeté
   *[other] rejetés
}
figure-ignored = { $n ->
    [one] ignoré
   *[other] ignorés
}

keys-counted = { $n ->
    [one] { $n } clé
    [many] { $n } de clés
   *[other] { $n } clés
}
entries-counted = { $n ->
    [one] { $n } entrée
    [many] { $n } d’entrées
   *[other] { $n } entrées
}

# Des nombres dans une phrase : 1, 4 et 6 à 9.
list-run = { $first } à { $last }
list-end = { $first } et { $last }

# Ce que l’on dit l’un après l’autre.
list-also = { $first } ; { $next }

# Le début d’un texte long.
shortened = { $start }… ({ NUMBER($bytes) } octets)
