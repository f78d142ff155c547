package dev.facepay.wechat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.facepay.payment.Coded;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaidDetails;
import dev.facepay.payment.PaidDetails.Coupon;
import dev.facepay.payment.PaidDetails.CouponType;
import dev.facepay.payment.PaidDetails.Doubt;
import dev.facepay.payment.PaidDetails.TradeType;
import dev.facepay.wechat.Micropay.Buyer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a signed answer says of a paid amount (spec section 13), the same for {@code micropay}
 * and {@code orderquery}. Nothing here makes a payment doubtful: what can't be read, or contradicts
 * itself, is kept and said to be so.
 */
final class PaidAnswer {

  /** More on one order is no answer of WeChat's. */
  private static final int COUPONS_MAX = 50;

  private static final String UNREADABLE = "unreadable";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Reply.Signed reply;
  private final long totalFen;
  private boolean readable = true;

  private PaidAnswer(Reply.Signed reply, long totalFen) {
    this.reply = reply;
    this.totalFen = totalFen;
  }

  /**
   * @param totalFen the order's amount, in fen: as asked and as answered
   */
  static PaidDetails details(Reply.Signed reply, long totalFen) {
    return new PaidAnswer(reply, totalFen).read();
  }

  static Buyer buyer(Reply.Signed reply) {
    return new Buyer(orNull(reply.get("openid")), orNull(reply.get("sub_openid")));
  }

  private PaidDetails read() {
    String promotions = reply.get("promotion_detail");
    List<Coupon> coupons = promotions.isEmpty() ? lines() : promotions(promotions);
    Long couponFen = fen("coupon_fee");
    if (couponFen == null && !coupons.isEmpty()) {
      couponFen = sum(coupons);
    }
    Long settlement = fen("settlement_total_fee");
    long unsettled = unsettled(coupons);
    // With promotion_detail WeChat leaves it out.
    if (settlement == null && !promotions.isEmpty() && unsettled > 0) {
      settlement = totalFen - unsettled;
    }
    Long cash = fen("cash_fee");
    return new PaidDetails(
        settlement,
        cash,
        couponFen,
        coupons,
        word("fee_type"),
        word("cash_fee_type"),
        word("bank_type"),
        tradeType(),
        subscribed(),
        null,
        null,
        doubt(settlement, cash, couponFen, coupons));
  }

  private @Nullable Coded<Doubt> doubt(
      @Nullable Long settlement, @Nullable Long cash, @Nullable Long couponFen, List<Coupon> all) {
    if (!readable) {
      return Doubt.UNREADABLE;
    }
    if (!reply.agrees("fee_type", Money.CURRENCY)) {
      return Doubt.OTHER_CURRENCY;
    }
    long couponsFen = couponFen == null ? 0 : couponFen;
    if (couponsFen > totalFen || (cash != null && cash + couponsFen != totalFen)) {
      return Doubt.CASH_AND_COUPONS;
    }
    if (!all.isEmpty() && sum(all) != couponsFen) {
      return Doubt.COUPON_LINES;
    }
    return isSettledRight(settlement == null ? totalFen : settlement, couponsFen, all)
        ? null
        : Doubt.SETTLEMENT;
  }

  /** Without each coupon's type only the bounds are known. */
  private boolean isSettledRight(long settled, long couponsFen, List<Coupon> all) {
    boolean typed = all.stream().allMatch(coupon -> coupon.type() instanceof CouponType);
    return (all.isEmpty() || !typed)
        ? settled <= totalFen && settled >= totalFen - couponsFen
        : settled == totalFen - unsettled(all);
  }

  /** Listed one by one; the type may be left out where there are only such with money behind. */
  private List<Coupon> lines() {
    Long told = fen("coupon_count");
    List<Coupon> coupons = new ArrayList<>();
    for (int n = 0; told == null ? has(n) : n < told && n < COUPONS_MAX; n++) {
      Long fen = fen("coupon_fee_" + n);
      if (fen == null) {
        readable = false;
        return List.of();
      }
      coupons.add(
          new Coupon(id(reply.get("coupon_id_" + n)), type(reply.get("coupon_type_" + n)), fen));
    }
    readable &= told == null ? coupons.size() < COUPONS_MAX : told <= COUPONS_MAX;
    return coupons;
  }

  private boolean has(int n) {
    return n < COUPONS_MAX && !reply.get("coupon_fee_" + n).isEmpty();
  }

  /** {@code {"promotion_detail":[…]}}; some answers have the list inside another one. */
  private List<Coupon> promotions(String text) {
    List<Coupon> coupons = new ArrayList<>();
    JsonNode list = list(text);
    for (JsonNode outer : list) {
      for (JsonNode one : outer.isArray() ? outer : List.of(outer)) {
        JsonNode amount = one.path("amount");
        if (!amount.canConvertToLong() || amount.asLong() < 0 || coupons.size() >= COUPONS_MAX) {
          readable = false;
          return List.of();
        }
        coupons.add(
            new Coupon(
                id(one.path("promotion_id").asText("")),
                promotionType(one.path("type").asText("")),
                amount.asLong()));
      }
    }
    return coupons;
  }

  private JsonNode list(String text) {
    try {
      JsonNode list = JSON.readTree(text).path("promotion_detail");
      readable &= list.isArray();
      return list;
    } catch (JsonProcessingException e) {
      readable = false;
      return JSON.createArrayNode();
    }
  }

  private static Coded<CouponType> type(String wire) {
    return switch (wire) {
      case "CASH", "" -> CouponType.CASH;
      // The second is how the sandbox writes it.
      case "NO_CASH", "NO_CACH" -> CouponType.NO_CASH;
      default -> other(wire);
    };
  }

  private static Coded<CouponType> promotionType(String wire) {
    return switch (wire) {
      case "COUPON" -> CouponType.CASH;
      case "DISCOUNT" -> CouponType.NO_CASH;
      default -> other(wire);
    };
  }

  private @Nullable Coded<TradeType> tradeType() {
    String wire = reply.get("trade_type");
    return wire.isEmpty() ? null : Coded.read(TradeType.class, coded(wire));
  }

  private static Coded<CouponType> other(String wire) {
    return new Coded.Other<>(coded(wire));
  }

  private static String coded(String wire) {
    return PaidDetails.WORD.accepts(wire) ? wire.toLowerCase(Locale.ROOT) : UNREADABLE;
  }

  private static String id(String wire) {
    return PaidDetails.WORD.accepts(wire) && !wire.equals("-") ? wire : "";
  }

  private @Nullable Boolean subscribed() {
    return switch (reply.get("is_subscribe")) {
      case "Y" -> true;
      case "N" -> false;
      default -> null;
    };
  }

  private @Nullable String word(String name) {
    return Optional.of(reply.get(name)).filter(PaidDetails.WORD::accepts).orElse(null);
  }

  private @Nullable Long fen(String name) {
    Long fen = reply.fen(name);
    readable &= fen != null || reply.get(name).isEmpty();
    return fen;
  }

  private static long sum(List<Coupon> coupons) {
    return coupons.stream().mapToLong(Coupon::fen).sum();
  }

  private static long unsettled(List<Coupon> coupons) {
    return sum(coupons.stream().filter(it -> it.type() == CouponType.NO_CASH).toList());
  }

  private static @Nullable String orNull(String value) {
    return value.isEmpty() ? null : value;
  }
}
