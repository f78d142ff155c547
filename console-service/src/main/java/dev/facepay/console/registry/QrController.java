package dev.facepay.console.registry;

import dev.facepay.console.Replies;
import dev.facepay.http.RequestBody;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.payment.FieldRule;
import io.nayuki.qrcodegen.QrCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
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

  private static final FieldRule TEXT = FieldRule.text(64);

  /**
   * @param size of the square, in modules
   * @param path of SVG: the dark ones
   */
  record Drawn(int size, String path) {}

  @PostMapping(path = "/console/qr", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> draw(HttpServletRequest http) throws IOException, InterruptedException {
    return Replies.to(http, QrController::read, text -> Replies.fresh(drawn(text)));
  }

  private static Read<String> read(byte[] json) {
    return RequestBody.read(json, List.of("text"), Set.of(), in -> in.text("text", TEXT));
  }

  private static Drawn drawn(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    return new Drawn(code.size, path(code));
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
