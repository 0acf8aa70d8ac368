# Ce qui ne va pas dans un fichier de leçon.

problem-too-large = Le fichier fait { NUMBER($bytes) } octets ; une leçon en fait { NUMBER($limit) } au plus.
problem-not-text = Ce n’est pas du texte en UTF-8. Une leçon est un fichier Markdown.
problem-no-title = « { $found } » se trouve là où l’on attendait le titre de la leçon : une ligne « # Titre ».
problem-second-title = « # { $found } » est un deuxième titre. Une leçon en a un seul ; ses étapes commencent par « ## ».
problem-empty-title = Un titre sans un mot.
problem-title-is-plain = Un titre est du texte simple, sans lien ni chiffre en direct.
problem-no-step = La leçon n’a pas d’étape : on attendait au moins une ligne « ## Étape ».
problem-heading-level = Un titre « { $marks } » est trop profond : « ### » est le plus profond d’une leçon.
problem-heading-inside = Un titre ne peut pas se trouver dans une liste, une citation ou une question.
problem-too-many-steps = Plus de { NUMBER($limit) } étapes.
problem-too-many-lines = Plus de { NUMBER($limit) } lignes de console dans une étape.
problem-text-too-long = Un texte de plus de { NUMBER($limit) } caractères.
problem-too-deep = Des listes, des citations ou des emphases imbriquées à plus de { NUMBER($limit) } niveaux.
problem-too-many-columns = Un tableau de plus de { NUMBER($limit) } colonnes.
problem-markup = { $markup ->
    [html] Du HTML ne peut
    [image] Une image ne peut
    [footnote] Une note de bas de page ne peut
    [strikethrough] Du texte barré ne peut
   *[tasklist] Une liste à cocher ne peut
} pas figurer dans une leçon : { $found }
problem-link = Le lien mène à « { $found } ». On attendait : https://…, http://… ou #….
problem-unknown-directive = Il n’y a pas de directive « { $found } ». On attendait : cluster, run, predict, question, figure, iex, ou rien pour du code simple.
problem-not-closed = Ce bloc n’est jamais fermé : on attendait une ligne « ``` ».
problem-directive-inside = { $directive } ne peut pas se trouver dans une liste, une citation ou une question.
problem-before-steps = { $directive } ne peut pas venir avant la première étape, « ## … ».
problem-empty = Il n’y a rien dans { $directive }.
problem-one-line = { $directive } ne prend qu’une ligne.
problem-cluster-in-step = cluster se place avant la première étape.
problem-second-cluster = Un deuxième cluster : une leçon n’en a qu’un.
problem-not-a-boot = « { $found } » ne démarre pas de cluster. On attendait une ligne telle que Master.boot(5).
problem-console-line = La ligne de console est illisible à la colonne { $column } : { $message }
problem-not-a-guess = « { $found } » n’est pas un pronostic. On attendait : chiffre: question, par exemple « lost: Combien de clés seront perdues ? »
problem-unknown-figure = Il n’y a pas de chiffre « { $found } ». On attendait l’un de ceux-ci : { $names }.
problem-no-guess = Il n’y a rien à deviner dans ce predict.
problem-too-many-guesses = Plus de { NUMBER($limit) } pronostics dans un seul predict.
problem-after-why = why est la dernière ligne d’un predict.
problem-not-one-line = « { $found } » est plus qu’une ligne de texte.
problem-nothing-to-predict = Après un predict, on attendait un run dans la même étape : c’est son résultat que l’on devine.
problem-not-a-question = On attendait une question, une ligne « --- », puis sa réponse.
problem-unknown-panel = Il n’y a pas de figure « { $found } » à montrer. On attendait l’une de celles-ci : { $names }.
problem-live-figure = Le chiffre en direct « ={ $found } » est illisible à partir de son caractère { $column }.
