package dev.facepay.standalone.devicecheck;

import dev.facepay.standalone.devicecheck.Seen.Ask;
import dev.facepay.standalone.devicecheck.Seen.Call;
import dev.facepay.standalone.devicecheck.Seen.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What an App did wrong in a case, by what was seen of it in its sequence. No clock, no I/O. */
final class Judge {

  /** Two looks without waiting that are closer than this, so many times, are a hurry. */
  private static final Duration HURRY = Duration.ofMillis(800);

  private static final int HURRIES_MAX = 3;

  /** Clocks and lines are not exact. */
  private static final Duration TOLERANCE = Duration.ofMillis(100);

  private final Case tried;
  private final List<Seen> all;
  private final Map<String, Wrong> wrong = new LinkedHashMap<>();

  private Judge(Case tried, List<Seen> all) {
    this.tried = tried;
    this.all = all.stream().filter(it -> isOfCase(it, all)).toList();
  }

  /** An App may still ask about what it sold before. */
  private static boolean isOfCase(Seen seen, List<Seen> all) {
    return seen.call() == Call.PAY
        || all.stream()
            .map(Seen::ask)
            .filter(Objects::nonNull)
            .anyMatch(it -> seen.about().contains(":" + it.orderNo()));
  }

  /**
   * Something that the App must not do.
   *
   * @param name for whoever looks it up
   * @param text what happened, and what is right
   */
  record Wrong(String name, String text) {}

  /** Each kind of fault once, with its first case. */
  static List<Wrong> of(Case tried, List<Seen> all) {
    Judge judge = new Judge(tried, all);
    if (judge.asks().isEmpty()) {
      return List.of(new Wrong("nothing-came", "no payment of that amount came"));
    }
    judge.numbers();
    judge.refusals();
    judge.pauses();
    judge.acts();
    judge.ends();
    return List.copyOf(judge.wrong.values());
  }

  /** Whether the App has begun it. */
  static boolean isBegun(List<Seen> all) {
    return all.stream().anyMatch(it -> it.ask() != null);
  }

  /** Whether nothing more need be waited for. */
  static boolean isOver(Case tried, List<Seen> all) {
    Judge judge = new Judge(tried, all);
    List<Ask> asks = judge.asks();
    return !asks.isEmpty()
        && judge.isTold(asks.getLast())
        && (!tried.needsSecondAttempt() || asks.getLast().attempt() > 1)
        && (!tried.needsCancel() || judge.has(Call.CANCEL));
  }

  private List<Ask> asks() {
    return asked().map(it -> Objects.requireNonNull(it.ask())).toList();
  }

  private Stream<Seen> asked() {
    return all.stream().filter(it -> it.call() == Call.PAY && it.ask() != null);
  }

  private boolean has(Call call) {
    return all.stream().anyMatch(it -> it.call() == call);
  }

  private boolean isTold(Ask ask) {
    return told(all, ask).anyMatch(it -> it.paid() != null);
  }

  private static Stream<Told> told(List<Seen> seen, Ask ask) {
    return seen.stream()
        .map(it -> it.answer().told())
        .filter(Objects::nonNull)
        .filter(it -> it.isOf(ask));
  }

  /** One sale is one number; another code is another attempt, when the one before has ended. */
  private void numbers() {
    List<Seen> asked = asked().toList();
    for (int i = 1; i < asked.size(); i++) {
      Seen now = asked.get(i);
      Ask ask = Objects.requireNonNull(now.ask());
      Ask before = Objects.requireNonNull(asked.get(i - 1).ask());
      List<Seen> until = all.stream().filter(it -> !it.answeredAt().isAfter(now.at())).toList();
      if (!ask.orderNo().equals(before.orderNo())) {
        add(
            "new-number",
            "order %s was asked for although this sale is %s: the buyer may be charged twice. Make the number once, store it before you send, and send the same request again"
                .formatted(ask.orderNo(), before));
      } else if (ask.attempt() > before.attempt()) {
        if (told(until, before).noneMatch(Told::allowsNextAttempt)) {
          add(
              "attempt-too-early",
              "attempt %d was sent before attempt %d was told as FAILED or REVERSED"
                  .formatted(ask.attempt(), before.attempt()));
        }
      } else if (ask.isSamePayment(before) && !ask.equals(before)) {
        add(
            "other-content",
            "%s was sent again with another code or amount: a repeat is the same to the byte, another code is the next attempt"
                .formatted(ask));
      }
    }
  }

  /** What the edge refuses is the App's fault, but for what the case has done itself. */
  private void refusals() {
    for (Seen seen : all) {
      int status = seen.answer().status();
      boolean notKnownYet = seen.answer().code().equals("payment_not_known");
      if (status >= 400 && status < 500 && status != 429 && !notKnownYet) {
        add(
            "refused",
            "%s was answered with %d %s: %s"
                .formatted(seen.call(), status, seen.answer().code(), seen.answer().text()));
      }
    }
  }

  private void pauses() {
    for (int i = 0; i < all.size(); i++) {
      Seen seen = all.get(i);
      if (seen.answer().status() == 503) {
        all.subList(i + 1, all.size()).stream()
            .filter(it -> it.call() == seen.call())
            .findFirst()
            .ifPresent(next -> staysAway(seen, next));
      }
    }
    int hurries = 0;
    for (int i = 1; i < all.size(); i++) {
      Duration pause = Duration.between(all.get(i - 1).answeredAt(), all.get(i).at());
      boolean isHurry = isPlainLook(i - 1) && isPlainLook(i) && pause.compareTo(HURRY) < 0;
      hurries = isHurry ? hurries + 1 : 0;
      if (hurries >= HURRIES_MAX) {
        add(
            "hurry",
            "asks again after %d ms: with \"Prefer: wait=20\" and If-None-Match the answer comes when there is one"
                .formatted(pause.toMillis()));
      }
    }
  }

  private boolean isPlainLook(int i) {
    return all.get(i).call() == Call.LOOK && !all.get(i).waits() && !all.get(i).answer().isCut();
  }

  private void staysAway(Seen refused, Seen next) {
    Duration pause = Duration.between(refused.answeredAt(), next.at());
    Duration wanted = refused.answer().retryAfter();
    if (pause.plus(TOLERANCE).compareTo(wanted) < 0) {
      add(
          "retry-after",
          "came again after %d ms, and Retry-After was %d s"
              .formatted(pause.toMillis(), wanted.toSeconds()));
    }
  }

  private void acts() {
    Ask last = asks().getLast();
    if (tried.needsCancel() && !has(Call.CANCEL)) {
      add("no-cancel", "no POST …/cancel came: the buyer could still type the password");
    }
    if (tried.needsSecondAttempt() && last.attempt() == 1) {
      add(
          "no-second-attempt",
          "no attempt 2 of order %s came: another code for the same order is its next attempt"
              .formatted(last.orderNo()));
    }
  }

  /** Somebody stands there and waits for each payment that was begun. */
  private void ends() {
    List<Ask> payments = new ArrayList<>();
    for (Ask ask : asks()) {
      if (payments.stream().noneMatch(ask::isSamePayment)) {
        payments.add(ask);
      }
    }
    for (Ask ask : payments) {
      if (!isTold(ask)) {
        String state =
            told(all, ask).map(Told::state).reduce((_, next) -> next).orElse("unheard of");
        add(
            "not-followed",
            "%s was last told as %s, and then the App asked no more: until \"paid\" is true or false nobody knows whether the buyer was charged. Ask, or send the same request again, also after a restart"
                .formatted(ask, state));
      }
    }
  }

  private void add(String name, String text) {
    wrong.putIfAbsent(name, new Wrong(name, text));
  }
}
