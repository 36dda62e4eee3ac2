# Shortcuts for those who have `just`. The checks themselves are in script/check, each once.

# Lists the recipes and the checks
default:
  @just --list --unsorted
  @echo 'Checks:'; script/check list | sed 's/^/    /'

# Builds and runs outloud; without arguments the demo
run *ARGS:
  script/run {{ARGS}}

# Sets up what is missing, then every check
test:
  script/test

# One check or several by name; none: all
check *NAMES:
  script/check {{NAMES}}

# Formats, and mends what clippy can mend by itself
fix:
  cargo clippy --workspace --all-targets --fix --allow-dirty
  cargo fmt

# Accepts the pictures of screens that changed on purpose (cargo install cargo-insta)
pictures:
  cargo insta review

# What scoring and drawing cost
bench:
  cargo bench --bench scorer
  cargo bench --bench screens

# The HTML report in a real browser
report:
  script/check-report

# .github/workflows by actionlint
workflows:
  script/check-workflows

# Kills, full disks, faults and power losses for an hour
soak:
  script/soak

# A timed round with voice and tones on a sound server: none of them in the answers
soak-sound:
  script/soak-sound round

# Builds what is handed out into target/package
package:
  script/package
