package dev.facepay.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.simulation.BillLine.Kind;
import dev.facepay.simulation.Order.Refund;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.DownloadBill;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.Refund.Amounts;
import dev.facepay.wechat.RefundQuery;
import dev.facepay.wechat.Unclear;
import dev.facepay.wechat.WechatPay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** WeChat's bills of a history's orders, and what it says when it is asked about one of them. */
final class Bills implements WechatPay {

  private static final List<Fault> FAULTS = List.of(Fault.values());

  private final World world;
  private final Collection<Order> orders;
  private final Map<String, List<BillLine>> taken = new HashMap<>();
  private List<BillLine> lines = List.of();
  private @Nullable Fault fault;
  private boolean isSilent;

  /** What is wrong with a bill so that it can't be compared with anything. */
  enum Fault {
    LATE,
    NO_ANSWER,
    CUT,
    WRONG_TOTAL
  }

  /** What a bill says that is not so. */
  private enum Slip {
    LEFT_OUT,
    TWICE,
    ANOTHER_AMOUNT,
    OF_NOBODY
  }

  Bills(World world, Collection<Order> orders) {
    this.world = world;
    this.orders = orders;
  }

  /** The bills are made anew: perhaps with slips, and perhaps they can't be read. */
  void makeAnew() {
    List<BillLine> made = new ArrayList<>();
    orders.stream()
        .sorted(Comparator.comparing(it -> it.number))
        .forEach(order -> honest(order).forEach(line -> slip(line, isGivenBack(order), made)));
    if (world.twist("bill: " + Slip.OF_NOBODY, 0.15)) {
      made.add(new BillLine(Kind.SUCCESS, "X1", "", 1_280, 0, false));
    }
    lines = List.copyOf(made);
    Fault next = world.oneOf(FAULTS);
    fault = world.twist("bill: " + next, 0.4) ? next : null;
    isSilent = world.twist("bill: WeChat says nothing about orders", 0.2);
  }

  /** As it should be. */
  private List<BillLine> honest(Order order) {
    List<BillLine> all = new ArrayList<>();
    for (Order.Charge it : order.charges) {
      all.add(new BillLine(Kind.SUCCESS, order.number, "", it.fen, it.at, false));
      if (it.isReturned()) {
        all.add(new BillLine(Kind.REVOKED, order.number, "", it.fen, it.returnedAt, false));
      }
    }
    for (Refund it : order.refunds) {
      boolean isClosed = it.status == Refund.Status.REFUNDCLOSE;
      // What was closed before the bill was made does not stand in it.
      if (!isClosed || world.twist("bill: a refund that was closed later", 0.5)) {
        all.add(
            new BillLine(Kind.REFUND, order.number, it.number, it.fen, it.acceptedAt, isClosed));
      }
    }
    return all;
  }

  /**
   * Then WeChat says so when it is asked, which counts more than a bill that lacks a line of it.
   */
  private static boolean isGivenBack(Order order) {
    return order.charges.stream().anyMatch(Order.Charge::isReturned)
        || order.refunds.stream().anyMatch(it -> it.byHand);
  }

  private void slip(BillLine line, boolean isGivenBack, List<BillLine> into) {
    if (!isGivenBack && world.twist("bill: " + Slip.LEFT_OUT, 0.1)) {
      return;
    }
    boolean another = world.twist("bill: " + Slip.ANOTHER_AMOUNT, 0.1);
    into.add(another ? line.of(line.fen() + 1) : line);
    if (world.twist("bill: " + Slip.TWICE, 0.1)) {
      into.add(into.getLast());
    }
  }

  /** From now on they come, and questions are answered; what slipped in stays. */
  void heal() {
    fault = null;
    isSilent = false;
  }

  /**
   * What a bill says that was taken.
   *
   * @param sha256 of it; empty: there was none
   */
  List<BillLine> taken(String sha256) {
    return taken.getOrDefault(sha256, List.of());
  }

  @Override
  public DownloadBill.Outcome bill(DownloadBill.Request request, Path to) {
    List<BillLine> day = lines.stream().filter(it -> it.day().equals(request.day())).toList();
    if (fault == Fault.LATE) {
      return new DownloadBill.NotYet();
    }
    if (fault == Fault.NO_ANSWER) {
      return silence();
    }
    return day.isEmpty() ? new DownloadBill.NoBill() : give(day, to);
  }

  private String spoilt(String text) {
    if (fault == Fault.CUT) {
      return text.substring(0, text.lastIndexOf("总交易单数"));
    }
    return fault == Fault.WRONG_TOTAL ? text.strip() + "1\n" : text;
  }

  private DownloadBill.Taken give(List<BillLine> day, Path to) {
    String text = spoilt(BillLine.text(day));
    try {
      Files.writeString(to, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] bytes = text.getBytes(UTF_8);
    String sha256 = sha256(bytes);
    taken.put(sha256, day);
    return new DownloadBill.Taken(bytes.length, sha256);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Unclear silence() {
    return new Unclear(Cause.NO_ANSWER, Code.NONE, "no answer in time");
  }

  @Override
  public OrderQuery.Outcome query(OrderQuery.Request request) {
    if (isSilent) {
      return silence();
    }
    for (Order order : orders) {
      if (order.number.equals(request.outTradeNo())) {
        TradeState state = TradeState.valueOf(order.state.name());
        return order.fen == request.expectedFen()
            ? new OrderQuery.State(state, "42000" + order.number, null, null, "")
            : new OrderQuery.OtherOrder(state, order.fen);
      }
    }
    return new OrderQuery.NotFound();
  }

  @Override
  public RefundQuery.OneOutcome refund(
      String mchId, @Nullable String subMchId, String outRefundNo) {
    if (isSilent) {
      return silence();
    }
    return orders.stream()
        .flatMap(it -> it.refunds.stream())
        .filter(it -> it.number.equals(outRefundNo))
        .findFirst()
        .<RefundQuery.OneOutcome>map(Bills::found)
        .orElseGet(RefundQuery.None::new);
  }

  private static RefundQuery.One found(Refund it) {
    RefundQuery.Status status = RefundQuery.Status.valueOf(it.status.name());
    return new RefundQuery.One(status, it.id, it.fen, Amounts.UNSAID, "", null);
  }
}
