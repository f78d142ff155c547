package dev.facepay.chaos.judge;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the gateway's own journal. */
public final class JournalReader {

  private JournalReader() {}

  public static List<JournalLine> read(Path gatewayDir) throws IOException {
    List<JournalLine> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(gatewayDir)) {
      for (Path file : files.filter(JournalReader::isJournal).toList()) {
        read(file, lines);
      }
    }
    lines.sort(Comparator.comparing(JournalLine::at));
    return lines;
  }

  private static boolean isJournal(Path file) {
    return String.valueOf(file.getFileName()).matches("journal(-\\d+)?\\.jsonl");
  }

  private static void read(Path file, List<JournalLine> lines) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      String text = in.readLine();
      while (text != null) {
        lines.add(line(JsonMapper.shared().readTree(text)));
        text = in.readLine();
      }
    }
  }

  private static JournalLine line(JsonNode json) {
    String number = json.path("out_trade_no").asString("");
    return new JournalLine(
        Instant.parse(json.path("real").asString("")),
        json.path("kind").asString("").intern(),
        json.path("api").asString("").intern(),
        number.isEmpty() ? "" : json.path("mch_id").asString("") + ":" + number,
        json.path("fen").asLong(0),
        json.path("authentic").asBoolean(false),
        json.path("transaction_id").asString(""),
        json.path("terms").path("sub_mch_id").asString("").intern());
  }
}
