# Presenter mode, and the list of keys.

presenter-enter = Present
presenter-leave = Stop presenting
presenter-about = Large and plain, for a projector
keys-open = Keyboard shortcuts
keys-title = Keyboard shortcuts
keys-tab = to the next machine, button or field; with Shift, to the one before
keys-enter = click what has the focus: kill a machine, start it again, thaw it
keys-arrows = earlier and later lines, in the console
keys-escape = close this list, or a menu
keys-presenting = While presenting
keys-digits = kill that machine; start it again if it is dead
keys-fill = fill 5,000 keys, through the first machine that runs
keys-placement = switch the placement: a fresh cluster
keys-reset = back to a fresh cluster of five
keys-time = time stands still, or goes on
keys-step = one step, while time stands still
keys-speed = the next speed: slow motion, and back
keys-list = this list
keys-leave = stop presenting
keys-obey = Single keys do this
keys-never-typing = Never while you type in a field, nor with Ctrl, Alt or ⌘.
keys-close = Close
