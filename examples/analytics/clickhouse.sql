-- Payments in ClickHouse, straight from Kafka. NOT RUN by any test here: only its syntax was parsed, by clickhouse-format 18.16.
-- The DuckDB file beside it says the same and is tested.

-- What Kafka hands over. The contract may add fields: skip those that have no column.
CREATE TABLE facepay_queue
(
    payment_id String, merchant_id String, sub_merchant_id String, order_no String, attempt UInt16,
    store_id String, device_id String, amount_fen UInt32, channel LowCardinality(String), version UInt16,
    requested_at DateTime64(3, 'UTC'), occurred_at DateTime64(3, 'UTC'), by LowCardinality(String),
    reason LowCardinality(String), how LowCardinality(String), transaction_id String
)
ENGINE = Kafka
SETTINGS kafka_broker_list = 'localhost:9092', kafka_group_name = 'clickhouse', kafka_format = 'JSONEachRow',
    kafka_topic_list = 'facepay.payment.requested,facepay.payment.unknown,facepay.payment.reverse-needed,facepay.payment.settled',
    input_format_skip_unknown_fields = 1, date_time_input_format = 'best_effort';

-- Delivery is at least once: rows with equal keys are repeats, and merging keeps one. Not in the key: anything that a repeat may
-- have different, such as the offset.
CREATE TABLE facepay_facts
(
    ce_id String, ce_type LowCardinality(String),
    payment_id String, merchant_id String, sub_merchant_id String, order_no String, attempt UInt16,
    store_id String, device_id String, amount_fen UInt32, channel LowCardinality(String), version UInt16,
    requested_at DateTime64(3, 'UTC'), occurred_at DateTime64(3, 'UTC'), by LowCardinality(String),
    reason LowCardinality(String), how LowCardinality(String), transaction_id String
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(requested_at)
ORDER BY (merchant_id, store_id, requested_at, payment_id, ce_id);

-- The CloudEvents attributes are headers of the record.
CREATE MATERIALIZED VIEW facepay_reader TO facepay_facts AS
SELECT _headers.value[indexOf(_headers.name, 'ce_id')] AS ce_id, _headers.value[indexOf(_headers.name, 'ce_type')] AS ce_type, *
FROM facepay_queue;

-- The state of every payment: the highest version counts, so that repeats and late facts change nothing.
CREATE VIEW facepay_payments AS
SELECT payment_id, any(merchant_id) AS merchant_id, any(store_id) AS store_id, any(amount_fen) AS amount_fen,
       any(requested_at) AS requested_at, argMax(ce_type, version) AS state
FROM facepay_facts
GROUP BY payment_id;

-- Revenue per store and hour of the sale, in Shanghai.
SELECT merchant_id, store_id, toStartOfHour(toTimeZone(requested_at, 'Asia/Shanghai')) AS hour, count() AS payments,
       sum(amount_fen) AS fen
FROM facepay_payments
WHERE state = 'payment.succeeded.v1'
GROUP BY merchant_id, store_id, hour
ORDER BY merchant_id, store_id, hour;
