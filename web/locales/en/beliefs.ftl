# Belief against truth: what each machine thinks of each other, beside what is so.

beliefs-title = Belief against truth
beliefs-too-many = What so many machines think of each other could not be read: it is shown of 40 at most.
beliefs-matrix = Who believes what of whom
beliefs-thinks-of = thinks of
beliefs-so-it-is = so it is
beliefs-frozen = , frozen
beliefs-itself = itself
beliefs-mindless = { $state }: it thinks nothing
beliefs-dead = dead
beliefs-up = up
beliefs-down = down
beliefs-up-wrong = up: wrong
beliefs-down-wrong = down: wrong
beliefs-of = { $of } of { $about }: { $words }
beliefs-of-learned = { $of } of { $about }: { $words }, learned in { $span }
beliefs-legend-wrong = wrong, for how long
beliefs-legend-else = else: how long it took to learn
beliefs-legend-cut = Across the cut, down is right.
beliefs-for-parts = { $wrong } for { $since }.
beliefs-still = { $machines ->
    [one] 1 machine still believes
   *[other] { $machines } machines still believe
} in { $about }, which has been { $state ->
    [dead] dead
    [gone] gone
    [broken] broken
    [frozen] frozen
    [silent] silent
   *[away] out of reach
}
beliefs-unaware = { $machines ->
    [one] 1 machine has
   *[other] { $machines } machines have
} not known that { $about } is up
beliefs-across = { $machines ->
    [one] 1 machine has
   *[other] { $machines } machines have
} believed in machines across the cut
beliefs-wrong-about = { $machines ->
    [one] 1 machine has
   *[other] { $machines } machines have
} been wrong about { $others ->
    [one] 1 machine
   *[other] { $others } machines
}
beliefs-nobody = No machine runs, so nobody believes anything.
beliefs-agreed = { $machines ->
    [one] The one machine sees the cluster as it is.
   *[other] All { $machines } machines see the cluster as it is.
}
beliefs-known-within = The last change was known to all within { $span }.
