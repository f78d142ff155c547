package dev.facepay.device;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What edge and report stage do about trade reports: a job is asked for until it is confirmed; one
 * that failed, or that nobody answered for a minute, is asked for under the next try.
 */
final class ReportsDouble {

  static final String ID = EdgeDouble.MERCHANT + ":";
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(1);

  /** Every word that was heard, like {@code A1/1 confirmed }. */
  final List<String> words = new ArrayList<>();

  final Map<String, String> trades = new LinkedHashMap<>();

  private final ManualScheduler clock;
  private final Map<String, Job> jobs = new LinkedHashMap<>();

  ReportsDouble(ManualScheduler clock) {
    this.clock = clock;
  }

  private record Job(String outTradeNo, String method, String code, int number, Instant at) {
    Job next(Instant now) {
      return new Job(outTradeNo, method, code, number + 1, now);
    }
  }

  record Reply(int status, String body) {}

  void byPaycode(String outTradeNo, String code) {
    jobs.put(outTradeNo, new Job(outTradeNo, "reportPaycode", code, 1, clock.now()));
  }

  void byOrder(String outTradeNo) {
    jobs.put(outTradeNo, new Job(outTradeNo, "reportOrder", "", 1, clock.now()));
  }

  boolean isOpen() {
    return !jobs.isEmpty();
  }

  /** Empty if it is not about reports. */
  Optional<Reply> carryOut(String what, String body) {
    if (what.equals("GET /v1/devices/me/reports")) {
      return Optional.of(new Reply(200, open()));
    }
    String word = "POST /v1/devices/me/reports/";
    if (what.startsWith(word)) {
      String id = URLDecoder.decode(what.substring(word.length()), StandardCharsets.UTF_8);
      hear(id.substring(ID.length()), JsonParser.parseString(body).getAsJsonObject());
      return Optional.of(new Reply(204, ""));
    }
    if (what.equals("POST /v1/trades")) {
      String number =
          JsonParser.parseString(body).getAsJsonObject().get("out_trade_no").getAsString();
      String before = trades.putIfAbsent(number, body);
      return Optional.of(
          before == null || before.equals(body)
              ? new Reply(before == null ? 201 : 200, "{\"id\":\"" + ID + number + "\"}")
              : new Reply(409, "{\"code\":\"trade_number_reused\",\"retryable\":false}"));
    }
    return Optional.empty();
  }

  private String open() {
    Instant now = clock.now();
    jobs.replaceAll((id, job) -> job.at().plus(ANSWER_WITHIN).isBefore(now) ? job.next(now) : job);
    JsonArray all = new JsonArray();
    for (Job job : jobs.values()) {
      JsonObject one = new JsonObject();
      one.addProperty("id", ID + job.outTradeNo());
      one.addProperty("try", job.number());
      one.addProperty("method", job.method());
      if (!job.code().isEmpty()) {
        one.addProperty("auth_code", job.code());
      }
      one.addProperty("mch_id", EdgeDouble.MERCHANT);
      one.addProperty("out_trade_no", job.outTradeNo());
      all.add(one);
    }
    JsonObject body = new JsonObject();
    body.add("reports", all);
    return body.toString();
  }

  private void hear(String outTradeNo, JsonObject word) {
    String code = word.has("err_code") ? word.get("err_code").getAsString() : "";
    words.add(
        "%s/%d %s %s"
            .formatted(
                outTradeNo, word.get("try").getAsInt(), word.get("outcome").getAsString(), code)
            .strip());
    Job job = jobs.get(outTradeNo);
    if (word.get("outcome").getAsString().equals("confirmed")) {
      jobs.remove(outTradeNo);
    } else if (job != null && job.number() == word.get("try").getAsInt()) {
      jobs.put(outTradeNo, job.next(clock.now()));
    }
  }
}
