# Tabs that run machines of the same cluster.

tabs-title = Tabs
tabs-about = The cluster can run in several tabs of this browser. Closing one kills its machines.
tabs-open = Open another tab
tabs-or-link = or open this link:
tabs-copy = Copy
tabs-copied = Copied.
tabs-selected = Selected: copy it with Ctrl+C or ⌘C.
tabs-one-parts = { $tab }{ $own ->
    [yes] {" "}(this one)
   *[no] {""}
}: { $runs }
tabs-runs = { $machines ->
    [0] no machine
    [one] machine { $list }
   *[other] machines { $list }
}
tabs-hidden = hidden: the browser may slow it down
