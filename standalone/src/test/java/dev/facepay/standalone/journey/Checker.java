package dev.facepay.standalone.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The judge: holds what devices were told, the gateway's journal, the log and the databases against
 * each other. It knows nothing of how the services work.
 */
final class Checker {

  private static final Duration NO_REVERSAL_BEFORE = Duration.ofSeconds(15);
  private static final Duration NO_REVERSAL_AFTER = Duration.ofDays(7);

  private final Evidence evidence;
  private final Map<String, PaymentTrail> trails = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();

  private Checker(Evidence evidence) {
    this.evidence = evidence;
    Set<String> ids =
        Stream.of(
                evidence.facts().stream().map(LoggedFact::paymentId),
                evidence.told().stream()
                    .filter(DeviceAnswer::accepted)
                    .map(DeviceAnswer::paymentId),
                evidence.journal().stream().map(PaymentTrail::paymentId))
            .flatMap(all -> all)
            .filter(id -> !id.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    ids.forEach(id -> trails.put(id, PaymentTrail.of(id, evidence)));
  }

  /** Each breach of an invariant, in words, its number first; of a system that has come to rest. */
  static List<String> violations(Evidence evidence) {
    Checker checker = new Checker(evidence);
    for (PaymentTrail trail : checker.trails.values()) {
      checker.asksOnce(trail);
      checker.settlesOnce(trail);
      checker.moneyAndGoods(trail);
      checker.agrees(trail);
      checker.neverChanges(trail);
      checker.reversesInTime(trail);
      checker.keepsItsWord(trail);
      checker.staysInItsShop(trail);
    }
    checker.oneChargePerOrder();
    checker.totals();
    checker.nothingIsOpen();
    return List.copyOf(checker.violations);
  }

  private void asksOnce(PaymentTrail trail) {
    require(trail.calls("micropay").size() <= 1, "I1", trail, "asked to pay more than once");
    require(trail.charges().size() <= 1, "I1", trail, "charged more than once");
  }

  private void oneChargePerOrder() {
    Map<String, List<PaymentTrail>> orders =
        trails.values().stream()
            .filter(trail -> !trail.orderNo().isEmpty())
            .collect(
                Collectors.groupingBy(
                    trail -> trail.merchant() + ":" + trail.orderNo(),
                    TreeMap::new,
                    Collectors.toList()));
    for (List<PaymentTrail> attempts : orders.values()) {
      long held = attempts.stream().filter(trail -> trail.heldFen() > 0).count();
      require(held <= 1, "I2", attempts.getFirst(), "the order is paid by several attempts");
      for (PaymentTrail later : attempts) {
        attempts.stream()
            .filter(earlier -> earlier.attempt() == later.attempt() - 1)
            .forEach(earlier -> beganAfter(earlier, later));
      }
    }
  }

  private void beganAfter(PaymentTrail earlier, PaymentTrail later) {
    for (Instant asked : later.calls("micropay")) {
      boolean over =
          earlier.settled().stream()
              .anyMatch(fact -> !fact.is("succeeded") && !fact.occurredAt().isAfter(asked));
      require(over, "I2", later, "asked to pay while the attempt before it was open or paid");
    }
  }

  private void settlesOnce(PaymentTrail trail) {
    int settled = trail.settled().size();
    if (trail.told().stream().anyMatch(DeviceAnswer::accepted)) {
      require(settled == 1, "I3", trail, "accepted, and settled " + settled + " times");
    }
    require(settled <= 1, "I3", trail, "settled " + settled + " times");
    require(
        settled == 0 || trail.facts().stream().anyMatch(fact -> fact.is("requested")),
        "I3",
        trail,
        "settled and never requested");
  }

  private void moneyAndGoods(PaymentTrail trail) {
    List<DeviceAnswer> succeeded =
        trail.told().stream().filter(told -> told.state().equals("SUCCEEDED")).toList();
    require(
        trail.heldFen() == 0 || !succeeded.isEmpty(),
        "I4",
        trail,
        "charged, not returned, and no device was told that it is paid");
    for (DeviceAnswer told : succeeded) {
      boolean charged =
          trail.charges().stream()
              .anyMatch(
                  charge ->
                      charge.path("fen").asLong() == told.body().path("total_fee").asLong()
                          && !PaymentTrail.real(charge).isAfter(told.at()));
      require(charged, "I5", trail, "told to be paid without a charge of that amount before it");
      require(trail.returnedFen() == 0, "I5", trail, "told to be paid, and the money went back");
    }
  }

  private void agrees(PaymentTrail trail) {
    for (LoggedFact fact : trail.settled()) {
      boolean paid = fact.is("succeeded");
      long wanted = paid ? fact.amountFen() : 0;
      require(
          trail.heldFen() == wanted,
          "I6",
          trail,
          fact.type() + ", and the gateway holds " + trail.heldFen() + " fen");
      boolean sameCharge =
          trail.charges().stream()
              .anyMatch(
                  charge ->
                      charge
                          .path("transaction_id")
                          .asString("")
                          .equals(fact.text("transaction_id")));
      require(!paid || sameCharge, "I6", trail, "succeeded with a number that is no charge's");
      trail.told().stream()
          .filter(DeviceAnswer::isFinal)
          .forEach(
              told ->
                  require(
                      fact.is(told.state().toLowerCase(java.util.Locale.ROOT)),
                      "I6",
                      trail,
                      "told " + told.state() + ", and the log says " + fact.type()));
    }
  }

  private void neverChanges(PaymentTrail trail) {
    Map<Integer, List<LoggedFact>> byVersion =
        trail.facts().stream()
            .filter(fact -> fact.version() > 0)
            .collect(Collectors.groupingBy(LoggedFact::version, TreeMap::new, Collectors.toList()));
    int settledAt = trail.settled().stream().mapToInt(LoggedFact::version).min().orElse(99);
    Instant before = Instant.MIN;
    for (Map.Entry<Integer, List<LoggedFact>> version : byVersion.entrySet()) {
      LoggedFact first = version.getValue().getFirst();
      boolean same =
          version.getValue().stream()
              .allMatch(
                  fact ->
                      fact.id().equals(first.id())
                          && (fact.is("requested") || fact.value().equals(first.value())));
      require(same, "I7", trail, "two facts of version " + version.getKey() + " differ");
      require(version.getKey() <= settledAt, "I7", trail, "went on after it was settled");
      require(!first.occurredAt().isBefore(before), "I7", trail, "a later version is older");
      before = first.occurredAt();
    }
  }

  private void reversesInTime(PaymentTrail trail) {
    List<Instant> reversals = trail.calls("reverse");
    require(
        reversals.isEmpty() || trail.settled().stream().noneMatch(fact -> fact.is("succeeded")),
        "I8",
        trail,
        "reversed although it had succeeded");
    for (Instant pay : trail.calls("micropay")) {
      for (Instant reverse : reversals) {
        Duration after = Duration.between(pay, reverse);
        require(
            after.compareTo(NO_REVERSAL_BEFORE) >= 0,
            "I8",
            trail,
            "reversed " + after.toMillis() + " ms after the pay call");
        require(after.compareTo(NO_REVERSAL_AFTER) <= 0, "I8", trail, "reversed after " + after);
      }
    }
  }

  /** By who asked after whom had an answer: two calls at once may be answered in any order. */
  private void keepsItsWord(PaymentTrail trail) {
    List<DeviceAnswer> told = trail.told().stream().filter(one -> !one.state().isEmpty()).toList();
    for (DeviceAnswer first : told) {
      for (DeviceAnswer next : told) {
        if (next.askedAt().isAfter(first.at())) {
          require(
              !first.known() || (next.known() && next.paid() == first.paid()),
              "I11",
              trail,
              "told paid=%s, then %s".formatted(first.paid(), next.state()));
          require(
              !first.isFinal() || next.state().equals(first.state()),
              "I11",
              trail,
              "told %s, then %s".formatted(first.state(), next.state()));
        }
      }
    }
  }

  private void staysInItsShop(PaymentTrail trail) {
    require(trail.authentic(), "I14", trail, "a call was signed with another key");
    for (DeviceAnswer told : trail.told()) {
      require(
          told.paymentId().startsWith(told.merchant() + ":")
              && (told.state().isEmpty()
                  || told.body().path("id").asString("").equals(told.paymentId())),
          "I14",
          trail,
          "told to a device of another merchant or about another payment");
    }
    require(trail.subMerchants().size() <= 1, "I14", trail, "moved to another sub-merchant");
    require(trail.storesAgree(), "I14", trail, "facts of several stores");
  }

  private void totals() {
    long succeededFen = 0;
    long succeeded = 0;
    for (PaymentTrail trail : trails.values()) {
      for (LoggedFact fact : trail.settled()) {
        succeeded += fact.is("succeeded") ? 1 : 0;
        succeededFen += fact.is("succeeded") ? fact.amountFen() : 0;
      }
    }
    long heldFen = trails.values().stream().mapToLong(PaymentTrail::heldFen).sum();
    long held = trails.values().stream().filter(trail -> trail.heldFen() > 0).count();
    if (succeeded != held || succeededFen != heldFen) {
      violations.add(
          "I13: the log has %d paid with %d fen, the gateway holds %d with %d fen"
              .formatted(succeeded, succeededFen, held, heldFen));
    }
  }

  private void nothingIsOpen() {
    evidence
        .documents()
        .forEach(
            (collection, documents) -> {
              if (collection.contains("chases")) {
                documents.forEach(open -> violations.add("I10: still due: " + open.path("_id")));
              }
              documents.stream()
                  .filter(one -> one.path("state").asString("").equalsIgnoreCase("asking"))
                  .forEach(open -> violations.add("I10: still asking: " + open.path("_id")));
            });
    boolean proven = false;
    for (Map.Entry<String, String> page : evidence.metrics().entrySet()) {
      for (String line : page.getValue().lines().toList()) {
        if (line.startsWith("facepay_open_without_due")) {
          proven = true;
          if (Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) != 0) {
            violations.add("I10: " + page.getKey() + " says " + line);
          }
        }
      }
    }
    if (!proven) {
      violations.add("I10: no service says facepay_open_without_due");
    }
  }

  private void require(boolean holds, String invariant, PaymentTrail trail, String otherwise) {
    if (!holds) {
      violations.add(invariant + ": " + trail.id() + " " + Objects.requireNonNull(otherwise));
    }
  }
}
