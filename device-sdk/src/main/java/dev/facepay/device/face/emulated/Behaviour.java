package dev.facepay.device.face.emulated;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a call of the emulated SDK does, in place of working. */
public sealed interface Behaviour {

  /** As it should. */
  record Works() implements Behaviour {}

  /**
   * Answers with an error.
   *
   * @param errCode null if the SDK gives none
   */
  record Answers(String returnCode, String returnMsg, @Nullable Integer errCode)
      implements Behaviour {}

  /** Answers with a null map. */
  record AnswersNull() implements Behaviour {}

  /** SUCCESS, and none of the call's own fields. */
  record AnswersEmpty() implements Behaviour {}

  /** Never answers. */
  record Silent() implements Behaviour {}

  /** Works, and calls back a second time. */
  record AnswersTwice() implements Behaviour {}

  /** Works, but later than it should. */
  record Late(Duration by) implements Behaviour {}

  /** The buyer leaves the page: before the face code, or after it while the payment runs. */
  record BuyerLeaves(boolean afterTheCode) implements Behaviour {}

  /**
   * Gives a face code; then the page ends with this word.
   *
   * @param returnCode null for a null map
   */
  record PageEnds(@Nullable String returnCode) implements Behaviour {}

  /** Gives a face code, and its page never says that it is over. */
  record PageStays() implements Behaviour {}

  /** The SDK's process is gone. */
  record Throws() implements Behaviour {}

  static Behaviour error(String message) {
    return new Answers("ERROR", message, null);
  }

  /** Another App holds the camera. */
  static Behaviour cameraBusy() {
    return error("camera busy");
  }
}
