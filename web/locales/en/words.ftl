# Words that many sentences share. The words of the account are those of the glossary.

page-title = Apothik: a distributed cache one can kill
page-subtitle = A distributed cache. Each machine is a real process; a click kills it.

language-label = Language
theme-label = Theme
theme-system = System
theme-light = Light
theme-dark = Dark

# The words of the account; in some languages they agree with the number they stand beside.

figure-acknowledged = { $n ->
   *[other] acknowledged
}
figure-found = { $n ->
   *[other] found
}
figure-unreachable = { $n ->
   *[other] unreachable
}
figure-lost = { $n ->
   *[other] lost
}
figure-stored = { $n ->
   *[other] stored
}
figure-reachable = { $n ->
   *[other] reachable
}
figure-stranded = { $n ->
   *[other] stranded
}
figure-stale = { $n ->
   *[other] stale
}
figure-resurrected = { $n ->
   *[other] resurrected
}
figure-refused = { $n ->
   *[other] refused
}
figure-unknown = { $n ->
   *[other] unknown
}
figure-dropped = { $n ->
   *[other] dropped
}
figure-ignored = { $n ->
   *[other] ignored
}

keys-counted = { $n ->
    [one] 1 key
   *[other] { $n } keys
}
entries-counted = { $n ->
    [one] 1 entry
   *[other] { $n } entries
}

# Sorted numbers in a sentence: 1, 4 and 6 to 9.
list-run = { $first } to { $last }
list-end = { $first } and { $last }

# Things said one after another.
list-also = { $first }; { $next }

# The beginning of a long text.
shortened = { $start }… ({ NUMBER($bytes) } bytes)
