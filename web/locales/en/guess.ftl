# A guess before a kill, and what came true.

guess-title = Your guess
guess-ask = One machine of { NUMBER($machines) } is about to die. How many of the { NUMBER($keys) } keys will no longer be found?
guess-none = none
guess-about = about { NUMBER($keys) }
guess-all = all { NUMBER($keys) }
guess-own = or exactly
guess-commit = Guess
guess-wrong-number = A whole number from 0 to { NUMBER($most) }.
guess-made = Your guess: { NUMBER($guess) }.
guess-outcome = You guessed { NUMBER($guess) }; it was { NUMBER($outcome) }.
guess-verdict = { $verdict ->
    [exact] Exactly right.
    [close] Close.
    [low] Too low.
   *[high] Too high.
}
guess-missing = Keys no longer found
