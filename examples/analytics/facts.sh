#!/usr/bin/env bash
# Prints every fact of the payment topics, from the oldest to what is the newest now, as one JSON object a line: the value's
# fields, and ce_id and ce_type of the headers. Needs kcat (built with JSON, as Debian's is) and jq, and no group: nothing is
# committed, nobody else is disturbed.
#
#   facts.sh [broker]            localhost:9092 if none is given
set -euo pipefail

broker=${1:-localhost:9092}
for program in kcat jq; do
  command -v "$program" >/dev/null || { echo "facts.sh: no $program; apt-get install $program" >&2; exit 69; }
done

topics=$(kcat -b "$broker" -L -J |
  jq -r '.topics[].topic | select(startswith("facepay.payment.") and (endswith(".dlt") | not))')
[ -n "$topics" ] || { echo "facts.sh: no facepay.payment topics at $broker" >&2; exit 1; }

for topic in $topics; do
  # At a partition's end there is nothing to wait for.
  kcat -b "$broker" -C -t "$topic" -o beginning -e -q -J -X fetch.wait.max.ms=10
done | jq -c '
  (.headers as $h | [range(0; $h | length; 2) | {key: $h[.], value: $h[. + 1]}] | from_entries) as $head
  | {ce_id: $head.ce_id, ce_type: $head.ce_type} + (.payload | fromjson)'
