package dev.facepay.bench.load;

/** What a request was told. */
public enum Answer {
  /** Charged, and final. */
  PAID,
  /** Not charged, or no longer, and final. */
  NOT_PAID,
  /** Nothing final yet. */
  OPEN,
  /** No answer, or one that says nothing of the payment. */
  ERROR
}
