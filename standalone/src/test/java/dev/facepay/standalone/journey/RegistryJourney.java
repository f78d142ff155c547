package dev.facepay.standalone.journey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.start.Service;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Order(1)
@ExtendWith(Stand.Provider.class)
@Tag("real")
class RegistryJourney {

  private static final String MERCHANT = "1900000109";
  private static final Pattern CODE = Pattern.compile("[A-HJ-NP-Z2-9]{5}-[A-HJ-NP-Z2-9]{5}");

  private final Stand stand;
  private final Commands commands;
  private final Set<String> codes = new LinkedHashSet<>();
  private final Set<String> keys = new LinkedHashSet<>();
  private final List<String> answers = new ArrayList<>();

  RegistryJourney(Stand stand) {
    this.stand = stand;
    this.commands = new Commands(stand);
  }

  @Test
  void a_terminal_is_added_enrolled_pays_gets_another_key_and_is_revoked() throws Exception {
    String added = commands.run("store add --id R1 --name Registry --merchant " + MERCHANT);
    assertThat(added).contains("store R1 (Registry)");
    assertThat(commands.run("store list")).contains("R1", "Registry", MERCHANT);

    String code = codeOf(commands.run("device add --store R1 --name T1"));
    HttpResponse<String> enrolled = enrol(code);
    assertThat(enrolled.statusCode()).as(enrolled.body()).isEqualTo(201);
    DemoDevice terminal = terminal(enrolled);

    JsonNode me = json(get("/v1/devices/me", terminal.key()));
    assertThat(me.path("store_name").asString("")).isEqualTo("Registry");
    assertThat(me.path("appid").asString("")).startsWith("wx");
    assertThat(
            post("/v1/devices/me/heartbeat", terminal.key(), "{\"face_sdk_version\": \"2.13.0\"}")
                .statusCode())
        .isEqualTo(204);
    Await.until(
        "the heartbeat", () -> commands.run("device list --store R1"), it -> it.contains("2.13.0"));

    Sale sale = new Sale(stand, terminal, "J109-R0001", 1280);
    assertThat(sale.pay().state()).isEqualTo("SUCCEEDED");

    refusesOthers(sale, terminal, code);
    rotatesAndRevokes(terminal);
    isAudited();
    leaksNothing();
  }

  private void refusesOthers(Sale own, DemoDevice terminal, String usedCode) throws Exception {
    assertThat(problem(enrol(usedCode), 403)).isEqualTo("enrolment_code_used");
    assertThat(problem(enrol("ABCDE-FGHJK"), 403)).isEqualTo("enrolment_code_unknown");
    assertThat(problem(get("/v1/devices/me", "fk_nobodys-key-0123456789"), 401))
        .isEqualTo("unauthorized");

    Sale foreign = stand.sale();
    assertThat(foreign.pay().state()).isEqualTo("SUCCEEDED");
    assertThat(problem(get("/v1/payments/" + foreign.paymentId(), terminal.key()), 404))
        .isEqualTo("payment_not_known");
    assertThat(
            problem(
                post("/v1/payments/" + foreign.paymentId() + "/cancel", terminal.key(), ""), 404))
        .isEqualTo("payment_not_known");
    for (DemoDevice other : stand.system().devices()) {
      assertThat(problem(get("/v1/payments/" + own.paymentId(), other.key()), 404))
          .isEqualTo("payment_not_known");
    }
  }

  private void rotatesAndRevokes(DemoDevice terminal) throws Exception {
    DemoDevice renewed = terminal(enrol(codeOf(commands.run("device rotate T1"))));
    assertThat(get("/v1/devices/me", terminal.key()).statusCode()).isEqualTo(200);
    assertThat(get("/v1/devices/me", renewed.key()).statusCode()).isEqualTo(200);
    assertThat(new Sale(stand, renewed, "J109-R0002", 1280).pay().state()).isEqualTo("SUCCEEDED");
    String unused = codeOf(commands.run("device rotate T1"));

    long began = System.nanoTime();
    assertThat(commands.run("device revoke T1 --yes")).contains("revoked");
    long said = System.nanoTime();
    while (get("/v1/devices/me", renewed.key()).statusCode() == 200) {
      assertThat(Duration.ofNanos(System.nanoTime() - said)).isLessThan(Duration.ofSeconds(1));
    }
    long refused = System.nanoTime();
    System.out.printf(
        "registry: refused %d ms after the revocation was asked for, %d ms after it was said%n",
        Duration.ofNanos(refused - began).toMillis(), Duration.ofNanos(refused - said).toMillis());
    assertThat(problem(get("/v1/devices/me", terminal.key()), 401)).isEqualTo("unauthorized");
    assertThat(problem(get("/v1/devices/me", renewed.key()), 401)).isEqualTo("unauthorized");
    assertThat(problem(enrol(unused), 403)).isEqualTo("enrolment_code_unknown");
    assertThat(commands.run("device list --status revoked")).contains("T1");
  }

  private void isAudited() throws Exception {
    String key = Files.readString(stand.system().dataDir().resolve("keys/operator.key")).strip();
    HttpRequest audit =
        HttpRequest.newBuilder(
                stand.system().api(Service.AUTH).resolve("/v1/admin/audit?limit=100"))
            .header("Authorization", "Bearer " + key)
            .build();
    HttpResponse<String> answer = stand.http().send(audit, HttpResponse.BodyHandlers.ofString());
    List<String> audited = new ArrayList<>();
    for (JsonNode it : JsonMapper.shared().readTree(answer.body()).path("entries")) {
      audited.add(
          Stream.of("who", "what", "subject", "result", "reason")
              .map(name -> it.path(name).asString(""))
              .collect(Collectors.joining(" "))
              .strip());
    }
    assertThat(audited)
        .contains(
            "local store.add R1 done",
            "local device.add T1 done",
            "device device.enrol T1 done",
            "device device.enrol T1 refused used",
            "device device.enrol - refused unknown_code",
            "device device.enrol T1 refused revoked",
            "local device.rotate T1 done",
            "local device.revoke T1 done");
    String log = Files.readString(Stand.logFile());
    assertThat(log)
        .contains("reason=\"key_unknown\"", "reason=\"key_revoked\"", "reason=\"foreign_payment\"")
        .contains("device=\"1900000109:T1\"");
  }

  private void leaksNothing() throws Exception {
    Set<String> bare = codes.stream().map(it -> it.replace("-", "")).collect(Collectors.toSet());
    Map<String, String> outputs = new LinkedHashMap<>();
    outputs.put("the topics", new String(stand.log().readAll().raw(), ISO_8859_1));
    outputs.put("the services' log", Files.readString(Stand.logFile()));
    outputs.put("the databases", documents());
    outputs.put("other answers", String.join("\n", answers));
    for (Service service : Service.stages()) {
      URI page = stand.system().management(service).resolve("/actuator/prometheus");
      outputs.put("the metrics of " + service.label(), send(HttpRequest.newBuilder(page)).body());
    }
    assertThat(outputs.get("the topics")).contains("enrolment.asked.v1", "device.changed.v1");
    assertThat(outputs.get("the databases")).contains("T1");
    assertThat(
            Secrets.leaks(
                Map.of("a code", codes, "a code without its dash", bare, "a device key", keys),
                outputs))
        .isEmpty();
  }

  private String documents() {
    StringBuilder all = new StringBuilder();
    try (MongoClient mongo = MongoClients.create(stand.system().mongoUri())) {
      for (String database : mongo.listDatabaseNames()) {
        for (String collection : mongo.getDatabase(database).listCollectionNames()) {
          mongo
              .getDatabase(database)
              .getCollection(collection)
              .find()
              .forEach(document -> all.append(document.toJson()).append('\n'));
        }
      }
    }
    return all.toString();
  }

  private String codeOf(String said) {
    Matcher matcher = CODE.matcher(said);
    assertThat(matcher.find()).as(said).isTrue();
    codes.add(matcher.group());
    return matcher.group();
  }

  private DemoDevice terminal(HttpResponse<String> enrolled) {
    JsonNode body = json(enrolled);
    String key = body.path("key").asString("");
    assertThat(key).hasSizeGreaterThan(40);
    keys.add(key);
    return new DemoDevice(
        body.path("device_id").asString(""),
        body.path("store_id").asString(""),
        body.path("merchant_id").asString(""),
        null,
        key);
  }

  private HttpResponse<String> enrol(String code) throws Exception {
    return send(
        HttpRequest.newBuilder(stand.system().edge().resolve("/v1/devices/enroll"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"code\": \"" + code + "\"}")));
  }

  private HttpResponse<String> get(String path, String key) throws Exception {
    return kept(send(request(path, key).GET()));
  }

  private HttpResponse<String> post(String path, String key, String json) throws Exception {
    return kept(
        send(
            request(path, key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))));
  }

  private HttpRequest.Builder request(String path, String key) {
    return HttpRequest.newBuilder(stand.system().edge().resolve(path))
        .header("Authorization", "Bearer " + key);
  }

  private HttpResponse<String> kept(HttpResponse<String> answer) {
    answers.add(answer.headers().map() + "\n" + answer.body());
    return answer;
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return stand.http().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String problem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return json(answer).path("code").asString("");
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }
}
