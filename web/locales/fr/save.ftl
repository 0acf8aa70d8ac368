# Enregistrer les figures et l’expérience.

save-button = Enregistrer
save-figure = Enregistrer : { $title }
save-run = Enregistrer l’expérience
save-run-about = Tout ce qui a été lancé, les résultats et ce que cela a coûté, en un fichier JSON
save-scenario = Enregistrer comme scénario
save-scenario-about = Ce qui a été fait depuis le dernier démarrage, en un fichier texte qui le refait et vérifie les résultats
