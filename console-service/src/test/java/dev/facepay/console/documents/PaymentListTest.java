package dev.facepay.console.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.payment.PaymentFilter;
import dev.facepay.console.payment.PaymentFilter.Detail;
import dev.facepay.console.payment.PaymentReader;
import dev.facepay.console.payment.PaymentReader.Count;
import dev.facepay.console.payment.PaymentReader.Part;
import dev.facepay.console.payment.PaymentView;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.Stage;
import dev.facepay.testkit.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists by what no index leads to, and both ways. */
@Tag("real")
class PaymentListTest extends PaymentStoreStand {

  private static final int PAYMENTS = 30;

  private final PaymentReader reader =
      new PaymentReader(histories, InstantSource.system(), Duration.ofMinutes(1));

  @BeforeEach
  void thirty_payments_an_hour_apart() {
    List<PaymentFact> facts = new ArrayList<>();
    for (int n = 0; n < PAYMENTS; n++) {
      facts.add(Fixtures.requested(at("L%03dE".formatted(n), Duration.ofHours(n))));
    }
    histories.fold(facts);
    histories.fold(List.of(Fixtures.failed(at("L007E", Duration.ofHours(7)), Stage.PAY)));
  }

  private static PaymentFilter list(Detail detail, boolean oldestFirst) {
    return new PaymentFilter(
        null, null, null, null, null, null, null, detail, false, false, oldestFirst, 7, null);
  }

  private static List<String> numbers(Part part) {
    return part.payments().stream().map(PaymentView::outTradeNo).toList();
  }

  @Test
  void a_number_is_known_by_its_beginning_or_its_end_and_no_sign_in_it_means_more() {
    assertThat(numbers(reader.list(list(new Detail(null, null, "L00"), true))))
        .containsExactly("L000E", "L001E", "L002E", "L003E", "L004E", "L005E", "L006E");
    assertThat(numbers(reader.list(list(new Detail(null, null, "09E"), false))))
        .containsExactly("L009E");
    assertThat(numbers(reader.list(list(new Detail(null, null, "00"), false)))).isEmpty();
    assertThat(numbers(reader.list(list(new Detail(null, null, "L.*"), false)))).isEmpty();
    assertThat(reader.count(list(new Detail(null, null, "L01"), false)))
        .isEqualTo(new Count(10, false));
  }

  @Test
  void amounts_are_from_one_to_another() {
    long fen = Fixtures.payment("X", 1).amount().fen();
    assertThat(reader.count(list(new Detail(fen, fen, null), false)).payments())
        .isEqualTo(PAYMENTS);
    assertThat(reader.count(list(new Detail(fen + 1, null, null), false)).payments()).isZero();
    assertThat(reader.count(list(new Detail(null, fen - 1, null), true)).payments()).isZero();
  }

  @Test
  void pages_go_both_ways_and_meet() {
    for (boolean oldestFirst : new boolean[] {true, false}) {
      for (Detail detail : new Detail[] {Detail.NONE, new Detail(1L, null, "L")}) {
        PaymentFilter wanted = list(detail, oldestFirst);
        List<List<String>> forth = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        Part part = reader.list(wanted);
        assertThat(part.previous()).isNull();
        parts.add(part);
        while (part.next() != null) {
          part = reader.list(wanted.after(part.next()));
          parts.add(part);
        }
        parts.forEach(one -> forth.add(numbers(one)));
        assertThat(forth.stream().flatMap(List::stream)).hasSize(PAYMENTS).doesNotHaveDuplicates();
        for (int n = parts.size() - 1; n > 0; n--) {
          part = reader.listBefore(wanted, Objects.requireNonNull(part.previous()));
          assertThat(numbers(part)).isEqualTo(forth.get(n - 1));
          assertThat(part.next()).isEqualTo(parts.get(n - 1).next());
        }
        assertThat(part.previous()).isNull();
      }
    }
  }

  @Test
  void a_search_that_takes_long_says_how_far_it_came() {
    AtomicLong looks = new AtomicLong();
    InstantSource clock = () -> Instant.ofEpochMilli(looks.incrementAndGet());
    PaymentReader hasty = new PaymentReader(histories, clock, Duration.ZERO);
    for (boolean oldestFirst : new boolean[] {true, false}) {
      PaymentFilter wanted = list(new Detail(null, null, "L015E"), oldestFirst);
      List<String> found = new ArrayList<>();
      int parts = 0;
      Part part = hasty.list(wanted);
      for (; part.next() != null; parts++) {
        found.addAll(numbers(part));
        part = hasty.list(wanted.after(part.next()));
      }
      found.addAll(numbers(part));
      assertThat(found).containsExactly("L015E");
      assertThat(parts).isPositive();
      assertThat(hasty.count(wanted).isMore()).isTrue();
    }
  }

  @Test
  void a_reason_is_found_among_all() {
    PaymentView failed = reader.find("1900000109:L007E").orElseThrow();
    PaymentFilter wanted =
        new PaymentFilter(
            null,
            null,
            null,
            null,
            failed.reason(),
            null,
            null,
            Detail.NONE,
            false,
            false,
            false,
            7,
            null);
    assertThat(numbers(reader.list(wanted))).containsExactly("L007E");
  }
}
