package dev.facepay.simulator;

import static dev.facepay.simulator.Problems.InvalidInput.require;

import dev.facepay.simulator.ledger.ByHand;
import dev.facepay.simulator.ledger.Ledger;
import dev.facepay.simulator.ledger.OrderKey;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What other systems, and people on the merchant's platform, do to orders. */
@RestController
@RequestMapping("/_sim")
class HandController {
  private final Ledger ledger;

  HandController(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * @param paidAgoS how long ago it was paid (0)
   */
  record OthersOrderInput(
      @Nullable String mchId,
      @Nullable String subMchId,
      @Nullable String outTradeNo,
      @Nullable Long totalFee,
      @Nullable Double paidAgoS) {}

  record RefundInput(
      @Nullable String mchId, @Nullable String outTradeNo, @Nullable Long refundFee) {}

  @PostMapping("/others-orders")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void othersOrder(@RequestBody OthersOrderInput input) {
    OrderKey key = key(input.mchId(), input.outTradeNo());
    long fen = fen("total_fee", input.totalFee());
    Duration ago =
        input.paidAgoS() == null
            ? Duration.ZERO
            : StepInput.seconds("paid_ago_s", input.paidAgoS());
    Instant paidAt = ledger.now().minus(ago);
    require(
        ledger.byHand(key, now -> ByHand.othersOrder(now, key, input.subMchId(), fen, paidAt)),
        "there is an order of that number");
  }

  @PostMapping("/refunds")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void refund(@RequestBody RefundInput input) {
    OrderKey key = key(input.mchId(), input.outTradeNo());
    long fen = fen("refund_fee", input.refundFee());
    require(
        ledger.byHand(key, now -> ByHand.refund(now, fen)),
        "no paid order of that number holds so much");
  }

  private static OrderKey key(@Nullable String mchId, @Nullable String outTradeNo) {
    if (mchId == null || outTradeNo == null) {
      throw new Problems.InvalidInput("`mch_id` and `out_trade_no` are needed");
    }
    return new OrderKey(mchId, outTradeNo);
  }

  private static long fen(String name, @Nullable Long fen) {
    if (fen == null || fen < 1) {
      throw new Problems.InvalidInput("`" + name + "` is 1 or more");
    }
    return fen;
  }
}
