# What is wrong with a lesson file.

problem-too-large = The file has { NUMBER($bytes) } bytes; a lesson has { NUMBER($limit) } at most.
problem-not-text = This is not text in UTF-8. A lesson is a Markdown file.
problem-no-title = “{ $found }” stands where the lesson’s title was expected: a line “# Title”.
problem-second-title = “# { $found }” is a second title. A lesson has one; its steps begin with “##”.
problem-empty-title = A title without a word.
problem-title-is-plain = A title is plain text, without links or live figures.
problem-no-step = The lesson has no step: at least one line “## Step” was expected.
problem-heading-level = A heading “{ $marks }” is too deep: “###” is the deepest in a lesson.
problem-heading-inside = A heading can’t be in a list, a quote or a question.
problem-too-many-steps = More than { NUMBER($limit) } steps.
problem-too-many-lines = More than { NUMBER($limit) } console lines in one step.
problem-text-too-long = A text of more than { NUMBER($limit) } characters.
problem-too-deep = Lists, quotes and emphases are more than { NUMBER($limit) } deep in one another.
problem-too-many-columns = A table with more than { NUMBER($limit) } columns.
problem-markup = { $markup ->
    [html] HTML
    [image] An image
    [footnote] A footnote
    [strikethrough] Text struck through
   *[tasklist] A list with boxes to tick
} can’t be in a lesson: { $found }
problem-link = The link leads to “{ $found }”. Expected: https://…, http://… or #….
problem-unknown-directive = There is no directive “{ $found }”. Expected: cluster, run, predict, question, figure, iex, or no name for plain code.
problem-not-closed = This block is never closed: a line “```” was expected.
problem-directive-inside = { $directive } can’t be in a list, a quote or a question.
problem-before-steps = { $directive } can’t come before the first step, “## …”.
problem-empty = There is nothing in { $directive }.
problem-one-line = { $directive } takes one line.
problem-cluster-in-step = cluster belongs before the first step.
problem-second-cluster = A second cluster: a lesson has one.
problem-not-a-boot = “{ $found }” boots no cluster. Expected: a line such as Master.boot(5).
problem-console-line = The console line can’t be read, at column { $column }: { $message }
problem-not-a-guess = “{ $found }” is no guess. Expected: figure: question, such as “lost: How many keys will be lost?”
problem-unknown-figure = There is no figure “{ $found }”. Expected one of: { $names }.
problem-no-guess = There is nothing to guess in this predict.
problem-too-many-guesses = More than { NUMBER($limit) } guesses in one predict.
problem-after-why = why is the last line of a predict.
problem-not-one-line = “{ $found }” is more than a line of text.
problem-nothing-to-predict = After a predict, a run was expected in the same step: its outcome is what is guessed.
problem-not-a-question = Expected: a question, a line “---”, and its answer.
problem-unknown-panel = There is no figure “{ $found }” to show. Expected one of: { $names }.
problem-live-figure = The live figure “={ $found }” can’t be read from its character { $column } on.
