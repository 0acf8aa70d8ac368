# Lessons beside the cluster.

lesson-label = Lesson
lesson-open = Lessons
lesson-all = All lessons
lesson-close = Close
lesson-choose = Lessons
lesson-choose-about = Each begins with a fresh cluster and leads you through a part of the story. Guess, kill, understand.
lesson-title-1 = One cache on five machines
lesson-title-2 = Pulling the plug
lesson-title-3 = Who is there?
lesson-title-4 = Adapting, and what it costs
lesson-title-5 = A machine comes back
lesson-title-6 = What should one departure cost?
lesson-own = Or open a lesson of your own:
lesson-choose-file = Choose a file
lesson-own-about = A Markdown file. You can also drop it anywhere on this page. It stays in your browser.
lesson-reading = Reading the lesson…
lesson-wrong = This file is no lesson yet
lesson-line = Line { $line }:
lesson-unavailable = The lesson could not be read
lesson-no-lesson = There is no lesson { $lesson }; there are { NUMBER($lessons) }.
lesson-no-step = There is no step { NUMBER($step) } in this lesson; it has { NUMBER($steps) }. Here is the first.
lesson-preparing = Bringing the cluster to the start of this step…
lesson-steps = Steps of the lesson
lesson-step-named = Step { NUMBER($step) }: { $title }
lesson-back = Back
lesson-again = Start this step again
lesson-next = Next step
lesson-next-lesson = Next lesson
lesson-run = { $lines ->
    [one] Run this line
   *[other] Run these lines
}
lesson-ran = Run
lesson-locked = Guess first: the kill is locked until then.
lesson-answer = Show the answer
lesson-table = Table
lesson-look = Look at: { $figure }
lesson-panel = { $figure ->
    [cluster] the cluster
    [loss] the cost of the kill
    [ledger] every key
    [moves] where keys go
    [distribution] the distribution
    [over-time] the figures over time
    [beliefs] beliefs against truth
   *[account] the account
}
predict-commit = Commit my guess
predict-slide = Slide to guess: { $figure }
predict-figure = { $figure ->
    [stored] Entries stored
    [reachable] Entries reachable
    [stranded] Entries stranded
    [acknowledged] Keys acknowledged
    [found] Keys found
    [stale] Keys stale
    [unreachable] Keys unreachable
    [lost] Keys lost
    [resurrected] Keys resurrected
    [unknown] Puts unknown
    [refused] Puts refused
    [missing] Keys not found
   *[machines] Machines running
}
