package dev.facepay.runtime.fill;

import java.util.Optional;

/** Something that fills up. */
public interface Place {

  /** As labels and pages call it: {@code kafka}, {@code mongodb}, {@code heap}. */
  String store();

  /**
   * Measures it; empty if it can't be measured here at all.
   *
   * @throws NotMeasured if there was no answer this time
   */
  Optional<Usage> look() throws NotMeasured, InterruptedException;

  /** There was no answer; the next look may have one. */
  final class NotMeasured extends Exception {

    private static final long serialVersionUID = 1;

    public NotMeasured(String why) {
      super(why);
    }
  }
}
