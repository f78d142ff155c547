package dev.facepay.console.bill;

import dev.facepay.console.ConsoleProblem;
import dev.facepay.http.Problem;
import dev.facepay.payment.MerchantId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the books as reconcile-service has made them, however long they are. */
@RestController
final class BooksController {

  private static final Logger LOG = LoggerFactory.getLogger(BooksController.class);

  private final Path dir;

  /**
   * @param dir where reconcile-service keeps bills and books; only read here
   */
  BooksController(@Value("${facepay.reconcile.dir}") Path dir) {
    this.dir = dir;
  }

  @GetMapping("/v1/bills/{merchant_id}/{day}/books.csv")
  void books(
      @PathVariable("merchant_id") String merchant,
      @PathVariable("day") LocalDate day,
      HttpServletResponse response)
      throws IOException {
    MerchantId of = new MerchantId(merchant);
    String name = "books-%s-%s.csv".formatted(of, day);
    // Another comparison puts another file in its place: what is open stays whole.
    try (FileChannel books =
        FileChannel.open(dir.resolve(of.value()).resolve(day.toString()).resolve(name))) {
      response.setContentType("text/csv;charset=UTF-8");
      response.setContentLengthLong(books.size());
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION,
          ContentDisposition.attachment().filename(name).build().toString());
      Channels.newInputStream(books).transferTo(response.getOutputStream());
    } catch (NoSuchFileException e) {
      missing(response);
    }
  }

  /**
   * A day without books, or a disk that is not there: who looks for the one must hear the other.
   */
  private void missing(HttpServletResponse response) throws IOException {
    if (Files.isDirectory(dir)) {
      Problem.of(ConsoleProblem.BOOKS_NOT_FOUND).write(response);
    } else {
      LOG.warn("event=no-books dir={}: it is not there", dir);
      Problem.of(ConsoleProblem.BOOKS_UNAVAILABLE).write(response);
    }
  }
}
