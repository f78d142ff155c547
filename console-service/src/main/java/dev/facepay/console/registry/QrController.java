package dev.facepay.console.registry;

import dev.facepay.http.FieldError;
import dev.facepay.http.Problem;
import io.nayuki.qrcodegen.QrCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Draws an enrolment code for a camera. Sent as a body, since addresses stand in logs; for
 * everybody, like the pages: it says nothing that its sender does not know.
 */
@RestController
final class QrController {

  private static final int CHARACTERS_MAX = 64;

  /**
   * @param size of the square, in modules
   * @param path of SVG: the dark ones
   */
  record Drawn(int size, String path) {}

  @PostMapping(path = "/console/qr", consumes = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<Object> draw(HttpServletRequest http) throws IOException {
    byte[] body = http.getInputStream().readNBytes(CHARACTERS_MAX + 1);
    String text = new String(body, StandardCharsets.US_ASCII);
    if (!text.matches("[ -~]{1," + CHARACTERS_MAX + "}")) {
      return Problem.invalid(
          "body",
          FieldError.Code.INVALID,
          "must be 1 to %d printable characters of ASCII".formatted(CHARACTERS_MAX));
    }
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Drawn(code.size, path(code)));
  }

  private static String path(QrCode code) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
        }
      }
    }
    return path.toString();
  }
}
