#!/usr/bin/env bash
# Checks asyncapi.yaml with AsyncAPI's official parser. Needs node 20 or newer, npm, and the npm registry at its first run.
set -euo pipefail
cd "$(dirname "$0")"

parser=3.6.3
tools=../../target/asyncapi-parser-$parser
[ -d "$tools/node_modules" ] ||
  npm install --prefix "$tools" --no-save --no-audit --no-fund --ignore-scripts --silent "@asyncapi/parser@$parser"

NODE_PATH=$tools/node_modules node - "$PWD/asyncapi.yaml" <<'JS'
const { Parser, fromFile } = require('@asyncapi/parser');
fromFile(new Parser(), process.argv[2]).parse().then(({ document, diagnostics }) => {
  // 0 error, 1 warning, 2 information
  for (const found of diagnostics) {
    console.log(`${['error', 'warning', 'info'][found.severity]} ${found.path.join('.')}: ${found.message}`);
  }
  if (!document || diagnostics.some((found) => found.severity < 2)) process.exit(1);
  console.log(`asyncapi.yaml is valid: ${document.channels().length} topics, ${document.allMessages().length} facts`);
});
JS
