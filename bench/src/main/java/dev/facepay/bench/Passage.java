package dev.facepay.bench;

/** What one order met at the gateway. */
final class Passage {

  private int payCalls;
  private int charges;
  private int reversals;
  private long arrivedMicros;
  private long answeredMicros;

  void arrived(long atMicros) {
    payCalls++;
    arrivedMicros = atMicros;
  }

  void answered(long atMicros) {
    answeredMicros = atMicros;
  }

  void charged() {
    charges++;
  }

  void reversed() {
    reversals++;
  }

  int payCalls() {
    return payCalls;
  }

  int charges() {
    return charges;
  }

  /** Charges less reversals. */
  int held() {
    return charges - reversals;
  }

  /** When the call's line was written, on the computer's own clock. */
  long arrivedMicros() {
    return arrivedMicros;
  }

  /**
   * From the call's line in the journal to the answer's. Reading the request before and signing the
   * answer after are not in it: they count against whoever called.
   */
  long serviceMicros() {
    return Math.max(0, answeredMicros - arrivedMicros);
  }
}
