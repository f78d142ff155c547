package dev.facepay.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.ConsoleProblem;
import dev.facepay.console.payment.PaymentState;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.OperatorProblem;
import dev.facepay.payment.Act;
import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Channel;
import dev.facepay.payment.DifferenceKind;
import dev.facepay.payment.FactType;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.RefundFailure;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReverseReason;
import dev.facepay.payment.ReversedHow;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.payment.WireName;
import dev.facepay.runtime.fact.DeadLetters;
import dev.facepay.wechat.OrderQuery.TradeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a browser can't show: that no word is missing in either language, nothing comes from afar.
 */
class ConsoleFilesTest {

  private static final Path FILES = Path.of("src/main/resources/console");
  private static final Pattern WORD = Pattern.compile("\\b(?:t|maybe)\\('([a-z0-9_.-]+)'");
  private static final Pattern VALUE = Pattern.compile("\\{(\\w+)}");

  @Test
  void both_languages_say_the_same_things() throws IOException {
    JsonNode zh = words("zh");
    JsonNode en = words("en");
    assertThat(List.copyOf(zh.propertyNames())).isEqualTo(List.copyOf(en.propertyNames()));
    for (String key : en.propertyNames()) {
      assertThat(zh.path(key).asString()).as(key).isNotBlank();
      assertThat(values(zh.path(key))).as(key).isEqualTo(values(en.path(key)));
    }
  }

  @Test
  void every_word_that_a_script_uses_is_there() throws IOException {
    Set<String> used = new TreeSet<>();
    for (Path script : files(".js")) {
      WORD.matcher(Files.readString(script)).results().map(m -> m.group(1)).forEach(used::add);
    }
    assertThat(used).hasSizeGreaterThan(80);
    assertThat(words("en").propertyNames()).containsAll(used);
  }

  @Test
  void every_code_that_the_service_may_send_has_words() throws IOException {
    Set<String> wanted = new TreeSet<>();
    want(wanted, "reason", UnknownReason.values());
    want(wanted, "reason", RejectReason.values());
    want(wanted, "reason", FailureReason.values());
    want(wanted, "reason", ReverseReason.values());
    want(wanted, "reason", ReversedHow.values());
    want(wanted, "reason", RefundFailure.values());
    want(wanted, "attention", AttentionReason.values());
    want(wanted, "state", PaymentState.values());
    want(wanted, "short", PaymentState.values());
    want(wanted, "stage", Stage.values());
    want(wanted, "channel", Channel.values());
    want(wanted, "act", Act.values());
    want(wanted, "problem", ConsoleProblem.values());
    want(wanted, "problem", OperatorProblem.values());
    want(wanted, "problem", CommonProblem.values());
    want(wanted, "delay", ReportDelay.values());
    want(wanted, "report", hidden("report.ReportState"));
    want(wanted, "bill", hidden("bill.BillState"));
    want(wanted, "difference", DifferenceKind.values());
    for (DifferenceKind kind : DifferenceKind.values()) {
      wanted.add("difference." + kind.wire() + ".do");
    }
    for (String store : List.of("kafka", "mongodb", "heap")) {
      wanted.add("storage." + store);
    }
    for (String kind : List.of(DeadLetters.UNDECODABLE, DeadLetters.BUG, DeadLetters.LET_GO)) {
      wanted.add("letters.kind." + kind);
    }
    for (ReportDelay delay : ReportDelay.values()) {
      wanted.add("delay." + delay.wire() + ".do");
    }
    for (TradeState state : TradeState.values()) {
      wanted.add("trade." + state.name());
    }
    for (AttentionReason reason : AttentionReason.values()) {
      wanted.add("attention." + reason.wire() + ".do");
    }
    for (FactType type : FactType.values()) {
      if (type.wire().matches("(payment|refund|alarm)[.].*")) {
        String name = type.wire().replaceFirst("\\.v\\d+$", "");
        wanted.add("fact." + name);
        wanted.add("mark." + name);
      }
    }
    Set<String> missing = new TreeSet<>(wanted);
    missing.removeAll(Set.copyOf(words("en").propertyNames()));
    assertThat(missing).isEmpty();
  }

  /** The values of an enum that its feature keeps to itself. */
  private static WireName[] hidden(String type) {
    try {
      return (WireName[]) Class.forName("dev.facepay.console." + type).getEnumConstants();
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nothing_comes_from_elsewhere_and_no_script_stands_in_a_page() throws IOException {
    for (Path file : files("")) {
      String text = Files.readString(file);
      assertThat(text.replace("http://www.w3.org/2000/svg", ""))
          .as(file.toString())
          .doesNotContain("http://", "https://", "innerHTML", "insertAdjacentHTML", "eval(");
      long linesMax = file.toString().endsWith(".json") ? 700 : 310;
      assertThat(text.lines().count()).as(file.toString()).isLessThanOrEqualTo(linesMax);
    }
    String page = Files.readString(FILES.resolve("index.html"));
    assertThat(page).doesNotContainPattern("<script(?![^>]*src=)").doesNotContain("style=", " on");
  }

  @Test
  void each_runbook_that_a_page_leads_to_is_there() throws IOException {
    Set<String> named =
        Pattern.compile("'(FacePay\\w+)'")
            .matcher(
                Files.readString(FILES.resolve("view/alarms.js"))
                    + Files.readString(FILES.resolve("view/stages.js")))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertThat(named).hasSizeGreaterThan(3);
    assertThat(named)
        .allSatisfy(name -> assertThat(Path.of("../docs/runbooks", name + ".md")).isRegularFile())
        .allSatisfy(
            name -> assertThat(Path.of("../docs/zh/runbooks", name + ".md")).isRegularFile());
  }

  private static void want(Set<String> wanted, String prefix, WireName... codes) {
    for (WireName code : codes) {
      wanted.add(prefix + "." + code.wire());
    }
  }

  private static Set<String> values(JsonNode text) {
    return VALUE
        .matcher(text.asString())
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  private static JsonNode words(String language) throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(FILES.resolve("text").resolve(language + ".json")));
  }

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(FILES)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .toList();
    }
  }
}
