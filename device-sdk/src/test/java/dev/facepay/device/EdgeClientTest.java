package dev.facepay.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.device.EdgeDouble.Kind;
import dev.facepay.device.edge.Answer;
import dev.facepay.device.edge.Credential;
import dev.facepay.device.edge.DeviceIdentity;
import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.edge.Enrolled;
import dev.facepay.device.edge.UrlConnectionHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls beside payments, and what is taken for the edge's word. */
class EdgeClientTest {

  /** Far beyond what an answer takes on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private EdgeDouble edge;

  @BeforeEach
  void edge() throws IOException {
    edge = new EdgeDouble(new ManualScheduler());
  }

  @AfterEach
  void away() {
    edge.close();
  }

  @Test
  void a_code_is_exchanged_for_a_key_that_no_text_shows() {
    Answer<Enrolled> answer = client(null).enroll("ABCDE-FGHJK");
    Enrolled enrolled = ((Answer.Told<Enrolled>) answer).value();
    assertThat(enrolled.key()).isEqualTo(EdgeDouble.KEY);
    assertThat(enrolled.toString()).doesNotContain(EdgeDouble.KEY);
    assertThat(client(null).enroll("WRONG"))
        .isEqualTo(new Answer.Problem<>(403, "enrolment_refused", false, null));
  }

  @Test
  void a_device_knows_who_it_is_and_gets_a_credential() {
    edge.subMchId = "1900000201";
    DeviceIdentity who = ((Answer.Told<DeviceIdentity>) client(EdgeDouble.KEY).me()).value();
    assertThat(who)
        .isEqualTo(
            new DeviceIdentity(
                "D1", "S1", "Shop 1", EdgeDouble.MERCHANT, "1900000201", "wx1", "wxsub"));
    Answer<Credential> credential = client(EdgeDouble.KEY).credential("raw", Duration.ofSeconds(1));
    assertThat(((Answer.Told<Credential>) credential).value())
        .isEqualTo(new Credential("authinfo-1", 3600, false));
    assertThat(credential.toString()).doesNotContain("authinfo-1");
    assertThat(client(EdgeDouble.KEY).heartbeat("2.22", "1.0")).isInstanceOf(Answer.Told.class);
  }

  @Test
  void a_wrong_key_is_the_edges_word_also_on_a_post() {
    assertThat(client("wrong").me())
        .isEqualTo(new Answer.Problem<>(401, "unauthorized", false, null));
    assertThat(client("wrong").heartbeat("2.22", null))
        .isEqualTo(new Answer.Problem<>(401, "unauthorized", false, null));
  }

  @Test
  void a_portals_page_a_cut_and_no_connection_are_silence() {
    edge.fault("GET /v1/devices/me", Kind.HTML, Kind.ANSWER_LOST, Kind.REQUEST_LOST);
    EdgeClient client = client(EdgeDouble.KEY);
    assertThat(((Answer.Silence<?>) client.me()).mayHaveArrived()).isTrue();
    assertThat(((Answer.Silence<?>) client.me()).mayHaveArrived()).isTrue();
    assertThat(client.me()).isInstanceOf(Answer.Told.class);
    EdgeClient nobody =
        new EdgeClient(
            new UrlConnectionHttp(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(1)), null);
    assertThat(((Answer.Silence<?>) nobody.me()).mayHaveArrived()).isFalse();
  }

  private EdgeClient client(String key) {
    return new EdgeClient(new UrlConnectionHttp(edge.uri(), PATIENCE), key, PATIENCE);
  }
}
