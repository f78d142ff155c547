package dev.facepay.standalone.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.DeadLetters;
import dev.facepay.runtime.fact.DeadLetters.Reason;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.KafkaFactPublisher;
import dev.facepay.runtime.fact.LogReader;
import dev.facepay.testkit.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Three in the morning: which stage stands still, and what to do about records put aside. */
@Tag("all")
class ConsoleStagesTest {

  private static final String LOOKS = "key-of-somebody-who-looks-0123456789";
  private static final String REDRIVE = "[id^='redrive-']";
  private static final String DROP = "[id^='drop-']";

  @TempDir private static Path dir;

  @Test
  void stages_are_seen_and_dead_letters_redriven_and_dropped_by_who_may() throws Exception {
    try (Shop shop = new Shop(dir);
        Browser browser = Browser.open(shop.console(), "zh-CN")) {
      shop.operator("looks", LOOKS, "payments:read");
      shop.pay("20261122S017D03000081", 1280);
      FacePayKafka kafka = FacePayKafka.at(shop.bootstrapServers(), "test", "");
      putAside(kafka);

      looked(browser);
      redriven(browser, shop, kafka);
      dropped(browser);
    }
  }

  /** A fact that a stage broke on, and a record that is none. */
  private static void putAside(FacePayKafka kafka) throws Exception {
    ProducerRecord<byte[], byte[]> fact =
        new FactCodec(kafka)
            .encode(Fixtures.requested(Fixtures.payment("L1", 1)), "edge", Optional.empty());
    ProducerRecord<byte[], byte[]> foreign =
        new ProducerRecord<>(kafka.name(Topic.REPORT_SETTLED), bytes("k"), bytes("{\"a\": 1}"));
    try (KafkaFactPublisher letters = new KafkaFactPublisher(kafka, "report")) {
      letters.send(read(fact), new Reason("report-jobs", DeadLetters.BUG, "it broke on a store"));
      letters.send(
          read(foreign), new Reason("report-jobs", DeadLetters.UNDECODABLE, "no type at all"));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        0,
        42,
        Fixtures.T0.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        new RecordHeaders(sent.headers().toArray()),
        Optional.empty());
  }

  /** With a key that only opens looking, at a desk, in Chinese. */
  private static void looked(Browser browser) {
    browser.go("/");
    browser.enter("#key", LOOKS);
    browser.click("#section-stages");
    browser.sees("扣款", "撤销", "处理中", "处理失败", "it broke on a store", "no type at all");
    assertThat(browser.text()).doesNotContain("无实例");
    assertThat(browser.count(REDRIVE) + browser.count(DROP)).isZero();
    browser.click("[id^='show-']");
    browser.sees("只有可以操作的人才能看到它的内容");
    browser.press(Keys.ESCAPE);
    assertThat(browser.barriers()).isEmpty();
    browser.shoot("stages-1-looks-zh-1280");
    browser.click("#leave");
  }

  /** On a phone, in English, by the keyboard. */
  private static void redriven(Browser browser, Shop shop, FacePayKafka kafka) {
    browser.enter("#key", shop.operatorKey());
    browser.click("#language");
    browser.width(390);
    browser.sees("Its handling failed", "It is no fact of ours", "It would end here again");
    assertThat(browser.count(REDRIVE)).as("only what can be read").isEqualTo(1);
    assertThat(browser.barriers()).isEmpty();
    browser.shoot("stages-2-acts-en-390");
    browser.click("[id^='show-facepay.payment.requested']");
    browser.sees("dlt_reason: it broke on a store", "\"order_no\"");
    assertThat(browser.barriers()).isEmpty();
    browser.shoot("stages-3-letter-en-390");
    browser.press(Keys.ENTER);

    browser.click(REDRIVE);
    browser.sees("Redrive this record?");
    assertThat(browser.focused()).isEqualTo("why");
    browser.click("#send");
    browser.sees("Please fill this in.");
    browser.type("#why", "mended in 1.4.2");
    assertThat(browser.barriers()).isEmpty();
    browser.shoot("stages-4-redrive-en-390");
    browser.press(Keys.ENTER);
    browser.until("it left the list", () -> assertThat(browser.count(".need")).isEqualTo(1));
    browser.until("a place", () -> assertThat(browser.focused()).isEqualTo("letters-title"));
    List<String> back = new ArrayList<>();
    new LogReader(kafka, Duration.ofSeconds(10))
        .read(
            List.of(kafka.name(Topic.PAYMENT_REQUESTED)),
            LogReader.Choice.ALL,
            record -> back.add(new String(record.value(), UTF_8)));
    assertThat(back).filteredOn(value -> value.contains("\"L1\"")).hasSize(1);
  }

  private static void dropped(Browser browser) {
    browser.width(1280);
    browser.click(DROP);
    browser.sees("Drop this record?");
    browser.type("#why", "no program of ours");
    browser.click("#send");
    browser.sees("Nobody needs to do anything about a dead letter.");
    browser.click("#letters-all");
    browser.sees("Redriven by local", "mended in 1.4.2", "Dropped by local", "no program of ours");
    assertThat(browser.count(REDRIVE) + browser.count(DROP)).isZero();
    browser.shoot("stages-5-all-en-1280");
  }
}
