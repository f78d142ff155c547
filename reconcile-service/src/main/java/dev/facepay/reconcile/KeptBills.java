package dev.facepay.reconcile;

import dev.facepay.payment.BillFact.BillTaken;
import dev.facepay.payment.BillKind;
import dev.facepay.payment.MerchantId;
import dev.facepay.reconcile.Entry.Kind;
import dev.facepay.wechat.Bill;
import dev.facepay.wechat.DownloadBill;
import dev.facepay.wechat.DownloadBill.Taken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Consumer;

/** Bills as they came, a folder for each merchant and day; nothing here is ever deleted. */
final class KeptBills {

  /** So many digits of the hash tell the files of one day apart. */
  private static final int HASH_DIGITS = 16;

  private final Path dir;

  KeptBills(Path dir) {
    this.dir = dir;
  }

  /** Of a merchant's day; it is there when this returns. */
  Path folder(MerchantId merchant, LocalDate day) throws IOException {
    return Files.createDirectories(dir.resolve(merchant.value()).resolve(day.toString()));
  }

  /** Where a bill goes while nobody knows its hash. */
  Path incoming(MerchantId merchant, LocalDate day, BillKind kind) throws IOException {
    return folder(merchant, day).resolve(kind.wire() + ".incoming");
  }

  /** Gives the file that has come in its name; the same bill again is the same file. */
  Path keep(MerchantId merchant, LocalDate day, BillKind kind, Taken taken) throws IOException {
    String hash = taken.sha256().substring(0, HASH_DIGITS);
    Path file = folder(merchant, day).resolve(kind.wire() + "-" + hash + ".bill");
    Files.move(
        incoming(merchant, day, kind),
        file,
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    return file;
  }

  Path books(MerchantId merchant, LocalDate day) throws IOException {
    return folder(merchant, day).resolve("books-" + merchant + "-" + day + ".csv");
  }

  static BillTaken fact(
      MerchantId merchant, LocalDate day, BillKind kind, Taken taken, Bill.Read read, Instant now) {
    return new BillTaken(
        merchant,
        day,
        kind,
        taken.sha256(),
        taken.bytes(),
        read.sums().lines(),
        read.faultCount(),
        now);
  }

  /** A bill's lines as ours are written. */
  static Bill.Read trades(Path file, Consumer<Entry> lines) throws IOException {
    return Bill.trades(file, line -> lines.accept(entry(line)));
  }

  private static Entry entry(Bill.Trade line) {
    Kind kind =
        switch (line.state()) {
          case "SUCCESS" -> Kind.BILL_PAYMENT;
          case "REVOKED" -> Kind.BILL_REVERSAL;
          default -> Kind.BILL_REFUND;
        };
    boolean payment = kind == Kind.BILL_PAYMENT;
    String ref = line.outRefundNo().isEmpty() ? line.refundId() : line.outRefundNo();
    return new Entry(
        line.outTradeNo(),
        kind,
        kind == Kind.BILL_REFUND ? ref : "",
        line.at(),
        line.subMchId().equals("0") ? "" : line.subMchId(),
        "",
        line.transactionId(),
        payment ? line.orderFen() : line.refundFen(),
        payment ? line.settlementFen() : line.settlementRefundFen(),
        line.feeMilliFen(),
        line.rate(),
        line.line());
  }

  static DownloadBill.Kind asked(BillKind kind) {
    return switch (kind) {
      case TRADES -> DownloadBill.Kind.ALL;
      case FUNDS -> DownloadBill.Kind.FUNDS;
    };
  }
}
