#!/usr/bin/env bash
# Rebuilds the state of every payment from the topics alone: payment, state, version, fen, store, since when, by TAB.
# Of one payment the fact with the highest version counts: repeats and late facts change nothing.
#
#   final-state.sh [broker]      localhost:9092 if none is given
set -euo pipefail

"$(dirname "$0")/facts.sh" "$@" | jq -n -r '
  {"payment.requested.v1": "PROCESSING", "payment.unknown.v1": "WAITING", "payment.reverse-needed.v1": "REVERSING",
   "payment.succeeded.v1": "SUCCEEDED", "payment.failed.v1": "FAILED", "payment.reversed.v1": "REVERSED"} as $states
  | reduce (inputs | select(.version > 0)) as $fact ({};
      if $fact.version > (.[$fact.payment_id].version // 0) then .[$fact.payment_id] = $fact else . end)
  | to_entries | sort_by(.key)[].value
  | [.payment_id, $states[.ce_type] // .ce_type, .version, .amount_fen, .store_id, .occurred_at] | @tsv'
