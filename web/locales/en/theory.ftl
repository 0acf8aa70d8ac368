# What arithmetic expects of the placement, beside what was measured.

theory-title = Expected and measured
theory-told-none = { $machines ->
    [one] One machine runs. Kill or add one, with keys stored, to see what that costs beside what was to be expected.
   *[other] { $machines } machines run. Kill or add one, with keys stored, to see what that costs beside what was to be expected.
}
theory-told-goes = One of { $before } machines went, with { $keys ->
    [one] 1 key
   *[other] { $keys } keys
} acknowledged.
theory-told-comes = One came to { $before } machines, with { $keys ->
    [one] 1 key
   *[other] { $keys } keys
} acknowledged.
theory-what = what, by which formula
theory-expected = expected
theory-measured = measured
theory-of-leaver = keys of the machine that went
theory-of-newcomer = keys that the newcomer owns
theory-others = other keys that changed owner
theory-kept = keys that kept their owner
theory-few = a few
theory-balance = the fullest machine, to the mean
theory-memory = memory on each machine, bytes
theory-lookup = a lookup
theory-steps = { $steps } steps
theory-nanos = { NUMBER($nanos) } ns here
theory-source = n machines before the change, k keys. Source: { $source }.
theory-story = the story
