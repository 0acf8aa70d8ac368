# Saving figures and the run.

save-button = Save
save-figure = Save: { $title }
save-run = Save the run
save-run-about = Everything that was run, its results and what it cost, as one JSON file
