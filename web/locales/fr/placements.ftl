# Comment les clés trouvent leur propriétaire.

placement-label = Placement
placement-modulo = Modulo
placement-modulo-about = Le propriétaire est un rang dans la liste des machines vivantes.
placement-fixed = Fixe
placement-fixed-about = Le propriétaire ne change jamais, vivant ou non.
placement-tokens = Jetons
placement-tokens-about = Une clé a l’un de mille jetons ; les machines se les cèdent quand elles vont et viennent.
placement-ring = Anneau
placement-ring-about = Les machines ont des points sur un cercle ; une clé appartient au point suivant.
placement-points = Points
placement-points-range = Une machine a de 1 à 4 096 points.
placement-keep = garder le cluster
placement-keep-about = Le cluster en marche place désormais les clés ainsi ; sinon, un cluster neuf commence.
