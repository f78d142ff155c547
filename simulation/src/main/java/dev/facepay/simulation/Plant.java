package dev.facepay.simulation;

import dev.facepay.reverse.ReverseDoor;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.stage.FactHandler.Holding;
import dev.facepay.runtime.store.Documents;
import dev.facepay.wechat.Micropay;
import dev.facepay.wechat.Reply;
import dev.facepay.wechat.WechatPay;
import java.util.Map;

/** Where a test plants a bug: around a port or in a setting, never in the services. */
interface Plant {

  /** The services as they are. */
  Plant NONE = new Plant() {};

  /** A collection as a process uses it. */
  default Documents documents(String collection, Documents real, Timekeeper time) {
    return real;
  }

  default Micropay.Outcome verdict(Reply reply, Map<String, String> sent) {
    return Micropay.verdict(reply, sent);
  }

  /** Offsets are committed before the work. */
  default boolean commitsFirst() {
    return false;
  }

  /** The reverse stage's times. */
  default ReverseDoor.Times times() {
    return ReverseDoor.times();
  }

  /** What a process makes of WeChat's answers but for the first. */
  default WechatPay back(WechatPay real) {
    return real;
  }

  /** Where records go that can't be handled. */
  default Holding holding(Holding real) {
    return real;
  }

  /** Whether an older copy of a database is brought up to the log before anybody works on it. */
  default boolean catchesUp() {
    return true;
  }

  /** What a process says to the log. */
  default FactPublisher publisher(FactPublisher real) {
    return real;
  }
}
