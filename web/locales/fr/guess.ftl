# Une supposition avant une mort, et ce qui s’est vraiment passé.

guess-title = Votre pronostic
guess-ask = Sur { NUMBER($machines) } machines, l’une va mourir. Combien des { NUMBER($keys) } clés ne trouvera-t-on plus ?
guess-none = aucune
guess-about = environ { NUMBER($keys) }
guess-all = toutes les { NUMBER($keys) }
guess-own = ou exactement
guess-commit = Parier
guess-wrong-number = Un nombre entier de 0 à { NUMBER($most) }.
guess-made = Votre pronostic : { NUMBER($guess) }.
guess-outcome = Vous aviez dit { NUMBER($guess) } ; c’était { NUMBER($outcome) }.
guess-verdict = { $verdict ->
    [exact] Exact.
    [close] Presque.
    [low] Trop peu.
   *[high] Trop.
}
guess-missing = Clés devenues introuvables
