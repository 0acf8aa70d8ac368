# The bar of controls.

fill-keys = Keys
fill-via = Through machine
fill-button = Fill
fill-cancel = Cancel
fill-progress-label = Fill through machine { $via }
fill-progress-told = { NUMBER($done) } of { NUMBER($keys) } keys
fill-progress = { NUMBER($done) } of { NUMBER($keys) }
fill-acknowledged = { $keys ->
    [one] 1 key acknowledged
   *[other] { $keys } keys acknowledged
}
fill-wrong-keys = Keys: a whole number from 1 to { NUMBER($most) }.
fill-wrong-via = Through machine: the number of a machine, such as 1.
fill-no-machine = There is no machine { NUMBER($via) }: the last one is { $last }.
controls-add = Add a machine
controls-reset = Reset
controls-reset-about = Back to a fresh cluster of five
