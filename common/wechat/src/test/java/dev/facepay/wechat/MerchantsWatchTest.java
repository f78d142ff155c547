package dev.facepay.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that changes while the process runs, mounted secrets of Kubernetes included. */
class MerchantsWatchTest {

  private static final String KEY = "192006250b4c09247ec02edce69f6a2d";
  private static final String NEXT = "0a2006250b4c09247ec02edce69f6a2d";

  @TempDir private Path dir;
  private Merchants merchants;
  private MerchantsWatch watch;
  private final AtomicInteger swaps = new AtomicInteger();

  @BeforeEach
  void start() throws IOException {
    write(Files.createDirectory(dir.resolve("1900000109")), KEY);
    merchants = Merchants.load(dir);
    watch = new MerchantsWatch(dir, merchants, swaps::incrementAndGet);
  }

  private static void write(Path folder, String key) throws IOException {
    Files.writeString(folder.resolve("merchant.properties"), "app_id=wx1");
    Files.writeString(folder.resolve("api-key"), key);
  }

  private String key(String mchId) {
    return merchants.find(mchId).map(it -> it.apiKey().reveal()).orElse("none");
  }

  private boolean lookTwice() {
    return watch.look() | watch.look();
  }

  @Test
  void a_merchant_comes_changes_and_goes_and_the_others_stay_as_they_are() throws IOException {
    Merchant before = merchants.find("1900000109").orElseThrow();
    assertThat(lookTwice()).as("nothing has changed").isFalse();

    write(Files.createDirectory(dir.resolve("1900000110")), KEY);
    assertThat(watch.look()).as("it may be written still").isFalse();
    assertThat(watch.look()).isTrue();
    assertThat(key("1900000110")).isEqualTo(KEY);

    write(dir.resolve("1900000110"), NEXT);
    assertThat(lookTwice()).isTrue();
    assertThat(key("1900000110")).isEqualTo(NEXT);
    assertThat(merchants.find("1900000109")).get().isSameAs(before);

    for (String file : new String[] {"merchant.properties", "api-key"}) {
      Files.delete(dir.resolve("1900000110").resolve(file));
    }
    Files.delete(dir.resolve("1900000110"));
    assertThat(lookTwice()).isTrue();
    assertThat(merchants.find("1900000110")).isEmpty();
    assertThat(swaps).hasValue(3);
  }

  @Test
  void a_change_with_a_defect_changes_nothing_of_any_merchant() throws IOException {
    write(dir.resolve("1900000109"), NEXT);
    Files.createDirectory(dir.resolve("1900000110"));
    assertThat(lookTwice()).isFalse();
    assertThat(watch.isRefused()).isTrue();
    assertThat(key("1900000109")).isEqualTo(KEY);

    write(dir.resolve("1900000110"), KEY);
    assertThat(lookTwice()).isTrue();
    assertThat(watch.isRefused()).isFalse();
    assertThat(key("1900000109")).isEqualTo(NEXT);
  }

  @Test
  void a_mounted_secret_is_swapped_with_its_link() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("1900000110"));
    write(Files.createDirectory(folder.resolve("..2026_1")), KEY);
    write(Files.createDirectory(folder.resolve("..2026_2")), NEXT);
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_1"));
    for (String file : new String[] {"merchant.properties", "api-key"}) {
      Files.createSymbolicLink(folder.resolve(file), Path.of("..data", file));
    }
    assertThat(lookTwice()).isTrue();
    assertThat(key("1900000110")).isEqualTo(KEY);

    Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2026_2"));
    Files.move(next, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    assertThat(lookTwice()).isTrue();
    assertThat(key("1900000110")).isEqualTo(NEXT);
  }

  @Test
  void while_a_key_is_changed_answers_of_both_count_and_requests_have_the_new_one()
      throws IOException {
    write(dir.resolve("1900000109"), NEXT);
    Files.writeString(dir.resolve("1900000109/api-key-before"), KEY);
    assertThat(lookTwice()).isTrue();
    Merchant both = merchants.find("1900000109").orElseThrow();
    assertThat(both.apiKey().reveal()).isEqualTo(NEXT);

    for (String key : new String[] {KEY, NEXT}) {
      String answer = answer(key);
      assertThat(Reply.read(answer, both)).isInstanceOf(Reply.Signed.class);
    }
    assertThat(Reply.read(answer("x".repeat(32)), both)).isInstanceOf(Reply.Broken.class);
  }

  private static String answer(String key) {
    Merchant signer =
        new Merchant("1900000109", "wx1", new Secret(key), SignType.MD5, null, java.util.Map.of());
    java.util.Map<String, String> fields = new java.util.TreeMap<>();
    fields.put("return_code", "SUCCESS");
    fields.put("result_code", "SUCCESS");
    fields.put("mch_id", "1900000109");
    return MessageXml.write(Signing.seal(fields, signer));
  }
}
