# One machine's view of the cluster.

view-title = { $machine }'s view
view-close = Close
view-dead = It is { $state }: it believes nothing any more. Its last view:
view-answers-parts = What { $call } answers there:
view-silent = It has not said yet.
view-nothing-learned = It has learned of no change yet.
view-learned-up = Last learned: { $machine } is up, at { $time }.
view-learned-down = Last learned: { $machine } is down, at { $time }, because { $why }.
view-messages-parts = Messages: { $dropped } dropped, { $ignored } ignored.
