package dev.facepay.bench.evidence;

/** What one order met at the gateway. */
public final class Passage {

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

  public int payCalls() {
    return payCalls;
  }

  public int charges() {
    return charges;
  }

  /** Charges less reversals. */
  public int held() {
    return charges - reversals;
  }

  /** When the call's line was written, on the computer's own clock. */
  public long arrivedMicros() {
    return arrivedMicros;
  }

  /**
   * From the call's line in the journal to the answer's. Reading the request before and signing the
   * answer after are not in it: they count against whoever called.
   */
  public long serviceMicros() {
    return Math.max(0, answeredMicros - arrivedMicros);
  }
}
