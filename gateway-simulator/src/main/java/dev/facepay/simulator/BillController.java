package dev.facepay.simulator;

import static dev.facepay.simulator.Problems.InvalidInput.require;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Spoils bills to come. */
@RestController
@RequestMapping("/_sim/bill-faults")
class BillController {

  private static final int TIMES_MAX = 1_000;

  private final BillFaults faults;

  BillController(BillFaults faults) {
    this.faults = faults;
  }

  /**
   * @param day of UTC+8
   * @param funds true: the fund flow instead of the trade bill
   * @param times how many bills of that day it spoils (1)
   */
  record FaultInput(
      BillFaults.@Nullable Kind fault,
      @Nullable String mchId,
      @Nullable LocalDate day,
      @Nullable Boolean funds,
      @Nullable String outTradeNo,
      @Nullable Integer times) {}

  @PostMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void add(@RequestBody FaultInput input) {
    BillFaults.Kind kind = input.fault();
    String mchId = input.mchId();
    LocalDate day = input.day();
    if (kind == null || mchId == null || day == null) {
      throw new Problems.InvalidInput("`fault`, `mch_id` and `day` are needed");
    }
    boolean ofOrder =
        switch (kind) {
          case OMITTED, OTHER_AMOUNT, OTHER_RATE -> true;
          case EARLY, LATE, NO_BILL, ERROR, CUT, NO_TOTALS, DUPLICATED_LINE, WRONG_TOTAL, SLOW ->
              false;
        };
    require(
        ofOrder == (input.outTradeNo() != null),
        "`out_trade_no` is needed by OMITTED, OTHER_AMOUNT and OTHER_RATE, and by no other");
    int times = input.times() == null ? 1 : input.times();
    require(times >= 1 && times <= TIMES_MAX, "`times` is 1 to " + TIMES_MAX);
    boolean funds = input.funds() != null && input.funds();
    require(
        faults.add(new BillFaults.Fault(kind, mchId, day, funds, input.outTradeNo(), times)),
        "there are too many faults; delete some");
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void clear() {
    faults.clear();
  }
}
