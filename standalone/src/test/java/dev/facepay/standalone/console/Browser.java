package dev.facepay.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.testkit.Await;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A headless Chromium, as Debian packages it, and what a person does with it. */
final class Browser implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final ChromeDriver driver;
  private final URI page;

  private Browser(ChromeDriver driver, URI page) {
    this.driver = driver;
    this.page = page;
  }

  /**
   * @param language what the person's browser prefers
   * @return as wide as a desk's
   */
  static Browser open(URI page, String language) {
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            // Named, so that Selenium fetches nothing from anywhere.
            .usingDriverExecutable(program("chromedriver"))
            .usingAnyFreePort()
            .build();
    ChromeOptions options =
        new ChromeOptions()
            .setBinary(program("chromium"))
            .addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--lang=" + language)
            .setExperimentalOption("prefs", Map.of("intl.accept_languages", language));
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().timeouts().implicitlyWait(Duration.ZERO).scriptTimeout(Await.PATIENCE);
    Browser browser = new Browser(driver, page);
    browser.width(1280);
    return browser;
  }

  private static File program(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(dir -> Path.of(dir, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    name
                        + " is missing. The console is tested in a real browser: apt-get install"
                        + " chromium chromium-driver (./verify does)"))
        .toFile();
  }

  void width(int pixels) {
    size(pixels, 900);
  }

  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  void dark(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /**
   * @param place what the address says behind {@code #}
   */
  void go(String place) {
    driver.get(page + "#" + place);
  }

  void reload() {
    driver.navigate().refresh();
  }

  String place() {
    return URI.create(driver.getCurrentUrl()).getRawFragment();
  }

  String title() {
    return String.valueOf(driver.getTitle());
  }

  /** Waits until the page says this somewhere. */
  void sees(String... texts) {
    until(
        "the page says " + List.of(texts),
        () -> {
          String text = text();
          assertThat(text).contains(texts);
          return text;
        });
  }

  String text() {
    return String.valueOf(driver.executeScript("return document.body.innerText"));
  }

  /** All that a script of the page can read of what the browser keeps. */
  String kept() {
    return String.valueOf(
        driver.executeScript(
            "return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"));
  }

  String text(String css) {
    return until(css, () -> driver.findElement(By.cssSelector(css)).getText());
  }

  String attribute(String css, String name) {
    return String.valueOf(
        until(css, () -> driver.findElement(By.cssSelector(css)).getDomAttribute(name)));
  }

  int count(String css) {
    return driver.findElements(By.cssSelector(css)).size();
  }

  void click(String css) {
    until(
        css,
        () -> {
          driver.findElement(By.cssSelector(css)).click();
          return true;
        });
  }

  void type(String css, String text) {
    until(
        css,
        () -> {
          WebElement field = driver.findElement(By.cssSelector(css));
          field.clear();
          field.sendKeys(text);
          return true;
        });
  }

  /** A file, as if a person had picked it. */
  void choose(String css, Path file) {
    until(
        css,
        () -> {
          driver.findElement(By.cssSelector(css)).sendKeys(file.toAbsolutePath().toString());
          return true;
        });
  }

  /** To whatever has the focus. */
  void press(CharSequence... keys) {
    until(
        "keys",
        () -> {
          // The page may draw it anew between the two.
          driver.switchTo().activeElement().sendKeys(keys);
          return true;
        });
  }

  void enter(String css, String text) {
    type(css, text);
    press(Keys.ENTER);
  }

  String focused() {
    return String.valueOf(driver.executeScript("return document.activeElement.id"));
  }

  /**
   * Kept as {@code target/screenshots/<name>.png}, as long as the page is; no sideways scrolling.
   */
  void shoot(String name) {
    Object wide =
        driver.executeScript(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(wide).as(name + " must not scroll sideways").isEqualTo(0L);
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), png(area()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a person sees at once, as a PNG. */
  byte[] picture() {
    return png(Map.of());
  }

  private byte[] png(Map<String, Object> area) {
    Object data = driver.executeCdpCommand("Page.captureScreenshot", area).get("data");
    return Base64.getDecoder().decode((String) data);
  }

  /** The addresses of all that the page has loaded. */
  List<String> loaded() {
    Object names =
        driver.executeScript("return performance.getEntriesByType('resource').map(it => it.name)");
    return ((List<?>) names).stream().map(String::valueOf).toList();
  }

  /** The whole page; with a dialog open, what a person sees at once. */
  private Map<String, Object> area() {
    if (count("dialog[open]") > 0) {
      return Map.of();
    }
    Object width = driver.executeScript("return innerWidth");
    Object height =
        driver.executeScript("return Math.max(innerHeight, document.body.scrollHeight)");
    Map<String, Object> clip = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
    return Map.of("captureBeyondViewport", true, "clip", clip);
  }

  /** What the browser itself complained about: a script that broke, a policy that was breached. */
  private List<String> complaints() {
    return driver.manage().logs().get("browser").getAll().stream()
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .filter(entry -> entry.startsWith("SEVERE"))
        .filter(entry -> !entry.contains("Failed to load resource"))
        .filter(entry -> !entry.contains("net::ERR_"))
        .toList();
  }

  /** What people who see or move otherwise would stumble over. */
  List<String> barriers() {
    return Axe.barriers(driver);
  }

  interface Look {
    void look() throws Exception;
  }

  /** Looks until nothing fails. */
  void until(String what, Look look) {
    until(
        what,
        () -> {
          look.look();
          return true;
        });
  }

  private <T> T until(String what, Callable<T> look) {
    try {
      return Await.until(what, look, seen -> true);
    } catch (ConditionTimeoutException e) {
      shoot("failed");
      throw e;
    }
  }

  /** Fails if the page has complained. */
  @Override
  public void close() {
    try {
      assertThat(complaints()).isEmpty();
    } finally {
      driver.quit();
    }
  }
}
