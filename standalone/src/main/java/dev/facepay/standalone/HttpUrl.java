package dev.facepay.standalone;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where one of our services, or the gateway, is: what it is asked for comes behind. */
final class HttpUrl implements ITypeConverter<URI> {

  /**
   * @throws TypeConversionException if it is no address of HTTP; it does not repeat the value,
   *     which may hold a password
   */
  @Override
  public URI convert(String text) {
    try {
      URI url = new URI(text);
      boolean http = "http".equalsIgnoreCase(url.getScheme());
      boolean https = "https".equalsIgnoreCase(url.getScheme());
      boolean bare =
          url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
      if ((http || https) && url.getHost() != null && url.getPort() <= 65_535 && bare) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Told below, with how it is written.
    }
    throw new TypeConversionException(
        "this is no base URL: write it like https://edge.example.com or http://localhost:8080");
  }
}
