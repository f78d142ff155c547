package dev.facepay.simulator.ledger;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the gateway can be told to do with a call. */
public enum Behaviour {
  ORDINARY("As WeChat would: an ordinary payment is paid at once.", true),
  ERROR("Answers `code` (signed); no money moves.", true),
  USERPAYING_THEN_PAID(
      "Answers USERPAYING; the buyer pays `after_s` later (3).", true, Api.MICROPAY),
  USERPAYING_THEN_REFUSED("Answers USERPAYING; refused `after_s` later (3).", true, Api.MICROPAY),
  USERPAYING_NEVER("Answers USERPAYING; never paid, given up after 45 s.", true, Api.MICROPAY),
  PAYERROR("Answers USERPAYING; the payment has already failed.", true, Api.MICROPAY),
  UNCLEAR_THEN_PAID(
      "Answers `code` (SYSTEMERROR); charged `after_s` later (0: at once).", true, Api.MICROPAY),
  LATE_CHARGE(
      "No answer; queries say ORDERNOTEXIST for `after_s` (10), then the charge lands.",
      true,
      Api.MICROPAY),
  OTHERS_AMOUNT(
      "The number is another system's order, of one fen more; answers OUT_TRADE_NO_USED.",
      true,
      Api.MICROPAY),
  OTHERS_DAY(
      "The number is another system's order of the same amount, paid a day ago.",
      true,
      Api.MICROPAY),
  REFUNDED("Charged, no answer, and all of it refunded by hand at once.", true, Api.MICROPAY),
  REFUNDED_IN_PART(
      "Charged, no answer, and half of it refunded by hand at once.", true, Api.MICROPAY),
  COUPON_CASH("Paid at once, 2.00 of it by a coupon with money behind it.", true, Api.MICROPAY),
  COUPON_NO_CASH("Paid at once, 3.00 of it by a discount that isn't settled.", true, Api.MICROPAY),
  COUPONS("Paid at once, with a coupon of each kind.", true, Api.MICROPAY),
  WRONG_COUPONS(
      "As COUPONS, and the answer's coupons and cash are not the amount.", true, Api.MICROPAY),
  ANSWER_LOST("Done as ordinary, then the connection is closed.", true),
  REQUEST_LOST("The connection is closed before anything is done.", false),
  HTTP_STATUS("Answers HTTP `status` (500) without doing anything.", false),
  HTML("Answers an HTML page with HTTP 200 without doing anything.", false),
  WRONG_AMOUNT("Done as ordinary; the answer tells another amount.", true),
  WRONG_ORDER("Done as ordinary; the answer tells another order number.", true),
  UNSIGNED("Done as ordinary; the answer has no sign.", true),
  BAD_SIGN("Done as ordinary; the answer's sign is wrong.", true),
  FORGED_SUCCESS("Answers an unsigned success; nothing is done.", false),
  RECALL("Answers recall=Y; nothing is done.", true, Api.REVERSE),
  REFUND_UNCLEAR("Answers `code` (SYSTEMERROR); refunded all the same.", true, Api.REFUND),
  REFUND_CHANGED("Accepted; after `after_s` (0) the buyer's card is found dead.", true, Api.REFUND),
  REFUND_UNSETTLED_SHORT(
      "Answers NOTENOUGH until the refund comes from the balance.", true, Api.REFUND),
  REFUND_CLOSED("Accepted; closed `after_s` later (0), no money moves.", true, Api.REFUND),
  TRADE_STATE("Answers `trade_state` whatever the order's is.", true, Api.ORDERQUERY);

  private final String description;
  private final boolean carriedOut;
  private final @Nullable Api only;

  Behaviour(String description, boolean carriedOut) {
    this(description, carriedOut, null);
  }

  Behaviour(String description, boolean carriedOut, @Nullable Api only) {
    this.description = description;
    this.carriedOut = carriedOut;
    this.only = only;
  }

  /** A sentence for people. */
  public String description() {
    return description;
  }

  /** Whether the ledger is asked; otherwise the call only gets an answer, or none. */
  public boolean carriedOut() {
    return carriedOut;
  }

  /** Whether the behaviour means something for the call. */
  public boolean fits(Api api) {
    return only == null || only == api;
  }

  /** The calls that it means something for. */
  public Set<Api> apis() {
    return only == null ? EnumSet.allOf(Api.class) : EnumSet.of(only);
  }
}
