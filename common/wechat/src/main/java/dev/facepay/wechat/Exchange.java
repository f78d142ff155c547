package dev.facepay.wechat;

/** How one call went, below any meaning. The host is a domain with its port. */
sealed interface Exchange {

  /** The domain asked last; {@code none} when it never came to that. */
  String host();

  /** An answer, whole and in UTF-8. */
  record Received(String host, int status, String body) implements Exchange {

    /** Without the body: it may hold a buyer's id or a credential. */
    @Override
    public String toString() {
      return "Received[host=%s, status=%d]".formatted(host, status);
    }
  }

  /** An answer that is too big or not UTF-8. */
  record Garbled(String host, String why) implements Exchange {}

  /** The request may have left, and nothing whole came back. */
  record NoAnswer(String host, String why) implements Exchange {}

  /** No byte of the request left. */
  record NotSent(String host, Code.Obstacle obstacle, String why) implements Exchange {}
}
