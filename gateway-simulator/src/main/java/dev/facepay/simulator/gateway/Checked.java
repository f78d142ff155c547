package dev.facepay.simulator.gateway;

import dev.facepay.simulator.decide.Call;
import dev.facepay.simulator.decide.Reply;
import dev.facepay.simulator.merchant.Merchant;
import dev.facepay.simulator.wire.SignType;

/** What the checks of signature and fields gave. */
sealed interface Checked {
  /** Who calls, and how he wants the answer signed. */
  record Caller(Merchant merchant, SignType signType) {}

  /** A payment, query or reversal. */
  record Trade(Caller caller, Call call) implements Checked {}

  /** A device asks for its credential. */
  record Credential(Caller caller, String deviceId) implements Checked {}

  /** Known to be from the merchant, but not right. */
  record Refused(Caller caller, Reply reply) implements Checked {}

  /** Not known to be from the merchant. */
  record Stranger(Reply reply) implements Checked {}
}
