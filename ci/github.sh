#!/usr/bin/env bash
# What action.yml runs. Inputs are environment variables: COMMAND, PATHS (one a line), ARGS, DIFF, SARIF.
# Annotations go to the log, a table to the step summary, SARIF to a file; the step fails as claimcheck does.
set -uo pipefail

mapfile -t paths < <(printf '%s\n' "${PATHS:-.}" | sed '/^[[:space:]]*$/d')
args=()
# xargs splits as a shell would, quotes and all, and runs nothing.
if [ -n "${ARGS:-}" ]; then mapfile -t args < <(printf '%s' "$ARGS" | xargs -n 1 printf '%s\n'); fi

if [ -n "${DIFF:-}" ]; then
  if ! git rev-parse --verify --quiet "$DIFF^{commit}" > /dev/null; then
    echo "::error title=claimcheck::there is no commit $DIFF; fetch it first (actions/checkout with fetch-depth: 0)"
    exit 2
  fi
  # Names end in NUL: they may hold anything else.
  mapfile -d '' -t changed < <(git diff -z --name-only --diff-filter=d "$DIFF...HEAD" -- "${paths[@]}")
  paths=()
  for path in "${changed[@]}"; do
    case "$path" in
      *.md | *.markdown | *.mdx | *.qmd | *.rmd | *.html | *.htm | *.xhtml | *.mhtml | *.mht | *.txt | *.text | \
        *.docx | *.docm | *.pptx | *.pptm | *.ppsx | *.xlsx | *.xlsm | *.xlsb | *.odt | *.odp | *.ods | *.epub | \
        *.eml | *.pdf)
        paths+=("./$path")
        ;;
    esac
  done
  if [ "${#paths[@]}" -eq 0 ]; then
    echo "No file that claimcheck reads changed since $DIFF." | tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}"
    echo "exit-code=0" >> "${GITHUB_OUTPUT:-/dev/null}"
    exit 0
  fi
fi

summary=$(mktemp)
outputs=(--format github --output "markdown:$summary")
if [ -n "${SARIF:-}" ]; then outputs+=(--output "sarif:$SARIF"); fi
claimcheck "${COMMAND:-check}" "${args[@]}" "${outputs[@]}" -- "${paths[@]}"
code=$?
# A summary may hold 1 MiB.
head -c 1000000 "$summary" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
rm -f "$summary"
echo "exit-code=$code" >> "${GITHUB_OUTPUT:-/dev/null}"
exit "$code"
