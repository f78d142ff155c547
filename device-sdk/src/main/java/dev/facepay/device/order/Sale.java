package dev.facepay.device.order;

import org.jspecify.annotations.Nullable;

/**
 * What the shop sells. The bounds are the edge's.
 *
 * @param totalFee fen, greater than 0
 * @param body what the buyer reads on the bill, 1 to 128 characters
 * @param detail goods detail, a JSON object as text, at most 6000 characters
 * @param attach comes back in WeChat's records, at most 127 characters
 * @param goodsTag for WeChat's coupons, at most 32 characters
 * @param noCredit no credit cards
 * @param receipt the bill offers an electronic invoice
 * @param profitSharing the money stays with WeChat until the merchant shares it out
 */
public record Sale(
    long totalFee,
    String body,
    @Nullable String detail,
    @Nullable String attach,
    @Nullable String goodsTag,
    boolean noCredit,
    boolean receipt,
    boolean profitSharing) {

  public Sale {
    if (totalFee <= 0) {
      throw new IllegalArgumentException("total_fee is greater than 0");
    }
    bounded("body", body, 128);
    bounded("detail", detail, 6000);
    bounded("attach", attach, 127);
    bounded("goods_tag", goodsTag, 32);
  }

  public static Sale of(long fen, String body) {
    return new Sale(fen, body, null, null, null, false, false, false);
  }

  private static void bounded(String field, @Nullable String value, int charactersMax) {
    if (value != null && (value.isEmpty() || value.length() > charactersMax)) {
      throw new IllegalArgumentException(field + " has 1 to " + charactersMax + " characters");
    }
  }
}
