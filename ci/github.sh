#!/usr/bin/env bash
# What action.yml runs. Inputs are environment variables: COMMAND, PATHS (one a line), ARGS, DIFF, UNTRUSTED, CONFIG,
# BASELINE, SARIF. Annotations go to the log, a table to the step summary, SARIF to a file; the step fails as
# claimcheck does.
set -uo pipefail

mapfile -t paths < <(printf '%s\n' "${PATHS:-.}" | sed '/^[[:space:]]*$/d')
args=()
# xargs splits as a shell would, quotes and all, and runs nothing.
if [ -n "${ARGS:-}" ]; then mapfile -t args < <(printf '%s' "$ARGS" | xargs -n 1 printf '%s\n'); fi
if [ -n "${DIFF:-}" ]; then args+=(--changed "$DIFF"); fi
if [ "${UNTRUSTED:-true}" = true ]; then args+=(--untrusted); fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# A file of settings as it is in the commit from which changes count: in the checkout, whoever proposes the change may
# have written it.
settle() {
  if [ "${UNTRUSTED:-true}" != true ]; then
    args+=("$1" "$2")
    return
  fi
  mkdir -p "$folder/$1"
  local copy="$folder/$1/${2##*/}"
  if [ -z "${DIFF:-}" ] || ! git cat-file blob "$DIFF:./$2" > "$copy"; then
    echo "::error title=claimcheck::$2 is taken from the commit that the input diff names, and cannot be; name one that has it, fetched whole (actions/checkout with fetch-depth: 0), or set untrusted: false"
    exit 2
  fi
  args+=("$1" "$copy")
}
if [ -n "${CONFIG:-}" ]; then settle --config "$CONFIG"; fi
if [ -n "${BASELINE:-}" ]; then settle --baseline "$BASELINE"; fi

summary="$folder/summary.md"
outputs=(--format github --output "markdown:$summary")
if [ -n "${SARIF:-}" ]; then outputs+=(--output "sarif:$SARIF"); fi
claimcheck "${COMMAND:-check}" "${args[@]}" "${outputs[@]}" -- "${paths[@]}"
code=$?
# A summary may hold 1 MiB.
if [ -f "$summary" ]; then head -c 1000000 "$summary" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"; fi
echo "exit-code=$code" >> "${GITHUB_OUTPUT:-/dev/null}"
exit "$code"
