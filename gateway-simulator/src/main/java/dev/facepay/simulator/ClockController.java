package dev.facepay.simulator;

import static dev.facepay.simulator.Problems.InvalidInput.require;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.facepay.simulator.ledger.CodeHasher;
import dev.facepay.simulator.ledger.Entry;
import dev.facepay.simulator.ledger.Ledger;
import dev.facepay.simulator.ledger.SimulatorClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The gateway's clock, and payment codes that live by it. */
@RestController
@RequestMapping("/_sim")
class ClockController {
  private static final int CODES_MAX = 10_000;

  /** Far enough for every rule of days; near enough for every date format. */
  private static final double SHIFT_MAX_S = Duration.ofDays(3660).toSeconds();

  private final SecureRandom random = new SecureRandom();
  private final Ledger ledger;
  private final SimulatorClock clock;
  private final CodeHasher hasher;
  private final SimulatorSettings settings;

  ClockController(
      Ledger ledger, SimulatorClock clock, CodeHasher hasher, SimulatorSettings settings) {
    this.ledger = ledger;
    this.clock = clock;
    this.hasher = hasher;
    this.settings = settings;
  }

  /** Exactly one of the three. */
  record ClockInput(@Nullable Double offsetS, @Nullable Double advanceS, @Nullable Instant fixed) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ClockView(Instant now, double offsetS, @Nullable Instant fixed) {}

  record CodesInput(@Nullable Integer count) {}

  record IssuedCode(String authCode, Instant issuedAt, Instant expiresAt) {}

  @GetMapping("/clock")
  ClockView clock() {
    SimulatorClock.Setting setting = clock.setting();
    return new ClockView(clock.instant(), setting.offset().toMillis() / 1000.0, setting.fixed());
  }

  @PostMapping("/clock")
  ClockView set(@RequestBody ClockInput input) {
    long given =
        Stream.of(input.offsetS() != null, input.advanceS() != null, input.fixed() != null)
            .filter(b -> b)
            .count();
    require(given == 1, "exactly one of `offset_s`, `advance_s`, `fixed`");
    ledger.set(wanted(input));
    return clock();
  }

  private SimulatorClock.Setting wanted(ClockInput input) {
    SimulatorClock.Setting now = clock.setting();
    if (input.fixed() != null) {
      Duration from = Duration.between(Instant.now(), input.fixed()).abs();
      require(from.toSeconds() <= SHIFT_MAX_S, "`fixed` is within ten years");
      return new SimulatorClock.Setting(now.offset(), input.fixed());
    }
    if (input.offsetS() != null) {
      return new SimulatorClock.Setting(shift("offset_s", input.offsetS()), null);
    }
    Duration by = shift("advance_s", input.advanceS() == null ? 0 : input.advanceS());
    Instant fixed = now.fixed();
    return fixed == null
        ? new SimulatorClock.Setting(now.offset().plus(by), null)
        : new SimulatorClock.Setting(now.offset(), fixed.plus(by));
  }

  private static Duration shift(String name, double seconds) {
    require(Math.abs(seconds) <= SHIFT_MAX_S, "`" + name + "` is within ten years");
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  @PostMapping("/codes")
  List<IssuedCode> codes(@RequestBody(required = false) @Nullable CodesInput input) {
    int count = input == null || input.count() == null ? 1 : input.count();
    require(count >= 1 && count <= CODES_MAX, "`count` is 1 to " + CODES_MAX);
    Instant now = clock.instant();
    List<IssuedCode> codes = new ArrayList<>(count);
    List<Entry> lines = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String code = "1" + random.nextInt(6) + String.format("%016d", digits());
      codes.add(new IssuedCode(code, now, now.plus(settings.codeLife())));
      lines.add(new Entry.CodeIssued(now, hasher.hash(code)));
    }
    ledger.write(lines.toArray(Entry[]::new));
    return codes;
  }

  private long digits() {
    return random.nextLong(10_000_000_000_000_000L);
  }
}
