package dev.facepay.bench;

/** What a request was told. */
enum Answer {
  /** Charged, and final. */
  PAID,
  /** Not charged, or no longer, and final. */
  NOT_PAID,
  /** Nothing final yet. */
  OPEN,
  /** The edge has no such payment: the request never got in. */
  NOT_TAKEN,
  /** Turned away at once, since more is asked for than is answered: nothing has begun. */
  REFUSED,
  /** No answer, or one that says nothing of the payment. */
  ERROR
}
