package dev.facepay.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What WeChat's answer says of a paid amount, as it came (spec section 13). What it leaves out is
 * null, which is not 0; facts of older releases have none of it.
 *
 * @param settlementFen {@code settlement_total_fee}, in fen: what is settled with the merchant;
 *     left out where no coupon without money behind it was used, and then the whole amount
 * @param cashFen {@code cash_fee}, in fen: what the buyer's card or wallet paid; may be 0
 * @param couponFen {@code coupon_fee}, in fen: all coupons together
 * @param coupons each of them, where the answer lists them
 * @param feeType {@code fee_type}, ISO 4217
 * @param cashFeeType {@code cash_fee_type}, ISO 4217
 * @param bankType {@code bank_type}: WeChat's word for the bank or wallet
 * @param subscribed {@code is_subscribe}: whether the buyer follows the merchant's account
 * @param openid the buyer at the merchant's account, sealed for this payment; null where nobody
 *     here has the key
 * @param subOpenid the same at the sub-merchant's account
 * @param amountsDoubt what the amounts contradict; such a sum is kept, and nothing is counted by it
 */
public record PaidDetails(
    @Nullable Long settlementFen,
    @Nullable Long cashFen,
    @Nullable Long couponFen,
    List<Coupon> coupons,
    @Nullable String feeType,
    @Nullable String cashFeeType,
    @Nullable String bankType,
    @Nullable Coded<TradeType> tradeType,
    @Nullable Boolean subscribed,
    @Nullable Sealed openid,
    @Nullable Sealed subOpenid,
    @Nullable Coded<Doubt> amountsDoubt) {

  /** Of an answer that said nothing of it. */
  public static final PaidDetails NONE =
      new PaidDetails(null, null, null, List.of(), null, null, null, null, null, null, null, null);

  /** What an id of a coupon or a word for a bank may be, to stand in a line of text. */
  public static final FieldRule WORD = FieldRule.name(32);

  public PaidDetails {
    coupons = List.copyOf(coupons);
  }

  /**
   * One coupon: {@code coupon_id_$n}, {@code coupon_type_$n}, {@code coupon_fee_$n}.
   *
   * @param id empty where WeChat says none
   * @param fen in fen, 0 or more
   */
  public record Coupon(String id, Coded<CouponType> type, long fen) {

    public Coupon {
      if (!id.isEmpty()) {
        WORD.require("a coupon's id", id);
      }
      if (fen < 0) {
        throw new IllegalArgumentException("a coupon's amount must be 0 or more");
      }
    }

    private String line() {
      return (id.isEmpty() ? "-" : id) + " " + type.wire() + " " + fen;
    }

    private static Coupon read(String line) {
      String[] words = line.split(" ", -1);
      if (words.length != 3) {
        throw new IllegalArgumentException("field coupons has a line that is no coupon");
      }
      return new Coupon(
          words[0].equals("-") ? "" : words[0],
          Coded.read(CouponType.class, words[1]),
          Long.parseLong(words[2]));
    }
  }

  /** Whether there is money behind a coupon. */
  public enum CouponType implements Coded<CouponType> {
    /** Funded in advance: it is settled like money. */
    CASH("cash"),
    /** A discount without money behind it: it is not settled. */
    NO_CASH("no_cash");

    private final String wire;

    CouponType(String wire) {
      this.wire = wire;
    }

    @Override
    public String wire() {
      return wire;
    }
  }

  /** {@code trade_type}. */
  public enum TradeType implements Coded<TradeType> {
    MICROPAY("micropay"),
    JSAPI("jsapi"),
    NATIVE("native"),
    APP("app");

    private final String wire;

    TradeType(String wire) {
      this.wire = wire;
    }

    @Override
    public String wire() {
      return wire;
    }
  }

  /** Which line of section 13's arithmetic the amounts break, the first of these. */
  public enum Doubt implements Coded<Doubt> {
    /** An amount, a count or the promotions are no such thing. */
    UNREADABLE("unreadable"),
    /** It was paid in another currency than was asked for. */
    OTHER_CURRENCY("other_currency"),
    /** Cash and coupons are not the amount. */
    CASH_AND_COUPONS("cash_and_coupons"),
    /** The listed coupons are not all that were used. */
    COUPON_LINES("coupon_lines"),
    /** The settled amount is not what the coupons leave of it. */
    SETTLEMENT("settlement");

    private final String wire;

    Doubt(String wire) {
      this.wire = wire;
    }

    @Override
    public String wire() {
      return wire;
    }
  }

  public PaidDetails of(@Nullable Sealed openid, @Nullable Sealed subOpenid) {
    return new PaidDetails(
        settlementFen,
        cashFen,
        couponFen,
        coupons,
        feeType,
        cashFeeType,
        bankType,
        tradeType,
        subscribed,
        openid,
        subOpenid,
        amountsDoubt);
  }

  /** In fen: what coupons paid; 0 where the answer says none or contradicts itself. */
  public long couponsFen() {
    return amountsDoubt != null || couponFen == null ? 0 : couponFen;
  }

  /**
   * In fen: what of the amount is not settled with the merchant; 0 where the answer says nothing of
   * it or contradicts itself.
   */
  public long unsettledFen(Money amount) {
    return amountsDoubt != null || settlementFen == null ? 0 : amount.fen() - settlementFen;
  }

  /** The coupons as a text: id, kind and fen of each, with commas between them. */
  public String lines() {
    return coupons.stream().map(Coupon::line).collect(Collectors.joining(","));
  }

  void write(Map<String, Object> out) {
    put(out, "settlement_fen", settlementFen);
    put(out, "cash_fen", cashFen);
    put(out, "coupon_fen", couponFen);
    if (!coupons.isEmpty()) {
      out.put("coupon_count", coupons.size());
      out.put("coupons", lines());
    }
    put(out, "fee_type", feeType);
    put(out, "cash_fee_type", cashFeeType);
    put(out, "bank_type", bankType);
    put(out, "trade_type", tradeType == null ? null : tradeType.wire());
    put(out, "is_subscribe", subscribed);
    put(out, "openid_sealed", openid == null ? null : openid.text());
    put(out, "sub_openid_sealed", subOpenid == null ? null : subOpenid.text());
    put(out, "amounts_doubt", amountsDoubt == null ? null : amountsDoubt.wire());
  }

  private static void put(Map<String, Object> out, String name, @Nullable Object value) {
    if (value != null) {
      out.put(name, value);
    }
  }

  static PaidDetails read(FieldReader in) {
    return new PaidDetails(
        in.optionalLong("settlement_fen"),
        in.optionalLong("cash_fen"),
        in.optionalLong("coupon_fen"),
        coupons(in.optional("coupons")),
        in.optional("fee_type"),
        in.optional("cash_fee_type"),
        in.optional("bank_type"),
        in.optionalCoded(TradeType.class, "trade_type"),
        in.optionalFlag("is_subscribe"),
        sealed(in.optional("openid_sealed")),
        sealed(in.optional("sub_openid_sealed")),
        in.optionalCoded(Doubt.class, "amounts_doubt"));
  }

  private static List<Coupon> coupons(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    List<Coupon> coupons = new ArrayList<>();
    for (String line : text.split(",", -1)) {
      coupons.add(Coupon.read(line));
    }
    return coupons;
  }

  private static @Nullable Sealed sealed(@Nullable String text) {
    return text == null ? null : new Sealed(text);
  }
}
