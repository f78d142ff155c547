package dev.facepay.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** How a body is written, as its headers say: in UTF-8 and not packed, since nobody unpacks it. */
final class BodyKind {

  private static final List<MediaType> TAKEN = List.of(MediaType.APPLICATION_JSON);

  private BodyKind() {}

  /** Refuses what says of itself that it is another kind, though it may be read as ours. */
  static void require(HttpServletRequest http) throws HttpMediaTypeNotSupportedException {
    MediaType type = type(http.getHeader(HttpHeaders.CONTENT_TYPE));
    Charset charset = type == null ? null : type.getCharset();
    if ((charset != null && !charset.equals(UTF_8)) || codings(http).anyMatch(BodyKind::isPacked)) {
      throw new HttpMediaTypeNotSupportedException(type, TAKEN);
    }
  }

  private static @Nullable MediaType type(@Nullable String header)
      throws HttpMediaTypeNotSupportedException {
    try {
      return header == null ? null : MediaType.parseMediaType(header);
    } catch (InvalidMediaTypeException e) {
      throw new HttpMediaTypeNotSupportedException("the type is none", TAKEN);
    }
  }

  private static Stream<String> codings(HttpServletRequest http) {
    return Collections.list(http.getHeaders(HttpHeaders.CONTENT_ENCODING)).stream()
        .flatMap(it -> Stream.of(it.split(",", -1)))
        .map(String::strip);
  }

  private static boolean isPacked(String coding) {
    return !coding.isEmpty() && !coding.equalsIgnoreCase("identity");
  }
}
