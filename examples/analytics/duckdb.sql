-- Payments in DuckDB, from what facts.sh prints:  ./facts.sh localhost:9092 > facts.jsonl && duckdb -init duckdb.sql

-- Each fact once: delivery is at least once, and ce_id is the same for a repeat. Fields that a fact lacks are NULL; fields
-- that are added to the contract later do no harm.
CREATE OR REPLACE TABLE facts AS
SELECT DISTINCT ON (ce_id) *
FROM read_json('facts.jsonl', format = 'newline_delimited', columns = {
  ce_id: 'VARCHAR', ce_type: 'VARCHAR', payment_id: 'VARCHAR', merchant_id: 'VARCHAR', sub_merchant_id: 'VARCHAR',
  order_no: 'VARCHAR', attempt: 'INTEGER', store_id: 'VARCHAR', device_id: 'VARCHAR', amount_fen: 'BIGINT',
  channel: 'VARCHAR', version: 'INTEGER', requested_at: 'TIMESTAMP', occurred_at: 'TIMESTAMP', "by": 'VARCHAR',
  reason: 'VARCHAR', how: 'VARCHAR', gateway_code: 'VARCHAR', transaction_id: 'VARCHAR'});

-- The state of every payment: the highest version counts. Version 0 is no state.
CREATE OR REPLACE VIEW payments AS
SELECT *, replace(replace(ce_type, 'payment.', ''), '.v1', '') AS state
FROM facts
WHERE version > 0
QUALIFY row_number() OVER (PARTITION BY payment_id ORDER BY version DESC) = 1;

-- Revenue per store and hour of the sale, in Shanghai (UTC+8, no summer time). Fen stay whole numbers until they are shown.
CREATE OR REPLACE VIEW revenue_by_hour AS
SELECT merchant_id, store_id, date_trunc('hour', requested_at + INTERVAL 8 HOURS) AS hour,
       count(*) AS payments, sum(amount_fen)::BIGINT AS fen
FROM payments
WHERE state = 'succeeded'
GROUP BY ALL
ORDER BY ALL;

-- How payments end, and how often the answer was unknown on the way.
CREATE OR REPLACE VIEW outcomes AS
SELECT state, coalesce(reason, how, '') AS detail, count(*) AS payments, sum(amount_fen)::BIGINT AS fen,
       count(asked.id) AS were_unknown
FROM payments
LEFT JOIN (SELECT DISTINCT payment_id AS id FROM facts WHERE ce_type = 'payment.unknown.v1') AS asked ON asked.id = payment_id
GROUP BY ALL
ORDER BY payments DESC;

-- From the request to the final state.
CREATE OR REPLACE VIEW time_to_settle AS
SELECT state, count(*) AS payments,
       quantile_cont(date_diff('millisecond', requested_at, occurred_at), 0.5) AS p50_ms,
       quantile_cont(date_diff('millisecond', requested_at, occurred_at), 0.99) AS p99_ms
FROM payments
WHERE state IN ('succeeded', 'failed', 'reversed')
GROUP BY ALL
ORDER BY state;
