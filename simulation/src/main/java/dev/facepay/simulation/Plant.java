package dev.facepay.simulation;

import dev.facepay.reverse.ReverseDoor;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.store.Documents;
import dev.facepay.wechat.call.MicropayOutcome;
import dev.facepay.wechat.verdict.MicropayVerdict;
import dev.facepay.wechat.verdict.Reply;
import java.time.Duration;
import java.util.Map;

/** Where a test plants a bug: around a port or in a setting, never in the services. */
interface Plant {

  /** The services as they are. */
  Plant NONE = new Plant() {};

  /** A collection as a process uses it. */
  default Documents documents(String collection, Documents real, Timekeeper time) {
    return real;
  }

  default MicropayOutcome verdict(Reply reply, Map<String, String> sent) {
    return MicropayVerdict.of(reply, sent);
  }

  /** Offsets are committed before the work. */
  default boolean commitsFirst() {
    return false;
  }

  /** From the payment to the first reversal. */
  default Duration earliestReversal() {
    return ReverseDoor.earliest();
  }
}
