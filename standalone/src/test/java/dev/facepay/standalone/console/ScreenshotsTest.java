package dev.facepay.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.Said;
import dev.facepay.testkit.Repository;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pictures of the console in the documents, in both languages: {@code -Dscreenshots=write}
 * makes them anew; otherwise the pages must still be what the pictures show.
 */
@Tag("all")
class ScreenshotsTest {

  private static final boolean WRITE = "write".equals(System.getProperty("screenshots"));
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 800;
  private static final int BYTES_MAX = 120_000;
  private static final Path DOCS = Repository.root().resolve("docs");
  private static final Pattern IMAGE = Pattern.compile("!\\[[^]]+]\\(([^)]+\\.png)\\)");
  private static final String LOST = "20261122S001D01000921";
  private static final String STUCK = "20261122S001D01000042";

  /** The simulator has a day's bill while the day lasts. */
  private static final Map<String, String> BILLS_AT_ONCE =
      Map.of(
          "facepay.reconcile.ready-after", "0s",
          "facepay.reconcile.look-every", "500ms",
          "facepay.reconcile.ask-again", "1s",
          "facepay.reconcile.compare-again", "1d",
          "facepay.reconcile.empty-after", "48h",
          "facepay.reconcile.days-back", "1");

  @TempDir private static Path dir;

  /**
   * A page of the console.
   *
   * @param name of the picture
   * @param english what the page says
   * @param chinese the same
   */
  private record Page(String name, String place, List<String> english, List<String> chinese) {}

  private static List<Page> pages(String payment) {
    return List.of(
        new Page(
            "console-on-call", "/", List.of("Needs a person", STUCK), List.of("需要人工处理", STUCK)),
        new Page("console-today", "/today", List.of("Today"), List.of("今日", "支付笔数")),
        new Page("console-payments", "/payments", List.of("Payments", LOST), List.of("支付", LOST)),
        new Page("console-payment", "/payment/" + payment, List.of("PAID"), List.of("已支付")),
        new Page("console-stores", "/stores", List.of("Stores", "S001"), List.of("门店", "S001")),
        new Page(
            "console-money",
            "/bills",
            List.of("Money: WeChat's bills", "Differs"),
            List.of("资金", "有差异")));
  }

  @Test
  void the_pictures_show_what_the_console_shows() throws Exception {
    try (Shop shop = new Shop(dir, BILLS_AT_ONCE)) {
      stores(shop);
      sells(shop);
      String payment = shop.pay(LOST, 1921).id();
      shop.wrongBill("OTHER_AMOUNT", "20261122S001D01000003");
      try (Browser browser = logsIn(shop, "en-US", "Needs a person")) {
        browser.sees("Another amount in WeChat's bill");
        shop.stuck(STUCK);
        PastSales.tell(shop);
        browser.sees("WeChat refuses the reversal");
        for (Page page : pages(payment)) {
          look(browser, page.place(), page.english());
          keep(browser, DOCS.resolve("images").resolve(page.name() + ".png"));
        }
      }
      try (Browser browser = logsIn(shop, "zh-CN", "需要人工处理")) {
        for (Page page : pages(payment)) {
          look(browser, page.place(), page.chinese());
          keep(browser, DOCS.resolve("zh/images").resolve(page.name() + ".png"));
        }
      }
    }
  }

  private static Browser logsIn(Shop shop, String language, String home) {
    Browser browser = Browser.open(shop.console(), language);
    browser.size(WIDTH, HEIGHT);
    browser.go("/");
    browser.enter("#key", shop.operatorKey());
    browser.sees(home);
    return browser;
  }

  @Test
  void every_picture_in_the_documents_is_there_and_each_one_is_shown() throws IOException {
    Set<Path> shown = new TreeSet<>();
    try (Stream<Path> documents = Stream.concat(Files.walk(DOCS), Files.list(Repository.root()))) {
      for (Path document : documents.filter(it -> it.toString().endsWith(".md")).toList()) {
        IMAGE
            .matcher(Files.readString(document))
            .results()
            .forEach(it -> shown.add(document.resolveSibling(it.group(1)).normalize()));
      }
    }
    assertThat(shown).isNotEmpty();
    for (Path picture : shown) {
      byte[] bytes = Files.readAllBytes(picture);
      assertThat(bytes).as(picture.toString()).hasSizeLessThanOrEqualTo(BYTES_MAX);
      assertThat(ImageIO.read(new ByteArrayInputStream(bytes)).getWidth()).isEqualTo(WIDTH);
    }
    try (Stream<Path> kept = Files.walk(DOCS)) {
      assertThat(kept.filter(it -> it.toString().endsWith(".png"))).allMatch(shown::contains);
    }
  }

  private static void stores(Shop shop) throws IOException {
    String merchant = shop.merchant();
    Path file =
        Files.writeString(
            dir.resolve("stores.csv"),
            """
            store_id,store_name,merchant_id,sub_mch_id,area_code,address
            S001,外滩面馆 The Bund,%1$s,,310101,中山东一路 18 号
            S002,南京路茶室 Nanjing Road,%1$s,,310101,南京东路 300 号
            S003,人民广场饺子馆 People's Square,%1$s,,310101,西藏中路 268 号
            S004,徐家汇面馆 Xujiahui,%1$s,,310104,虹桥路 1 号
            """
                .formatted(merchant));
    Said said =
        Said.by(
            Map.of(),
            List.of("store", "import", file.toString(), "--data-dir", shop.dataDir().toString()));
    assertThat(said.status()).as(said.err()).isZero();
  }

  private static void sells(Shop shop) throws Exception {
    for (int n = 0; n < 14; n++) {
      // Refused: the simulator's word for fen that end so.
      long fen = n % 9 == 4 ? 1901 : 600 + 37L * n % 290;
      shop.payAt(n % 6, "20261122S001D01%06d".formatted(n), fen);
    }
  }

  private static void look(Browser browser, String place, List<String> says) {
    browser.go(place);
    browser.until(
        place,
        () -> {
          assertThat(browser.count("main[aria-busy]")).isZero();
          assertThat(browser.count("main h1")).isPositive();
        });
    browser.sees(says.toArray(String[]::new));
  }

  private static void keep(Browser browser, Path picture) throws IOException {
    if (WRITE) {
      Files.createDirectories(picture.getParent());
      Files.write(picture, small(browser.picture()));
    }
  }

  /** The same picture without transparency and packed as well as it can be. */
  private static byte[] small(byte[] png) throws IOException {
    BufferedImage seen = ImageIO.read(new ByteArrayInputStream(png));
    BufferedImage opaque =
        new BufferedImage(seen.getWidth(), seen.getHeight(), BufferedImage.TYPE_INT_RGB);
    opaque.createGraphics().drawImage(seen, 0, 0, null);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam packed = writer.getDefaultWriteParam();
    packed.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    packed.setCompressionQuality(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(opaque, null, null), packed);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
