# Saving figures and the run.

save-button = Save
save-figure = Save: { $title }
save-run = Save the run
save-run-about = Everything that was run, its results and what it cost, as one JSON file
save-scenario = Save as scenario
save-scenario-about = What was done since the last boot, as a text file that does it again and checks the results
