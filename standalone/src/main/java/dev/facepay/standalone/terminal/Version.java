package dev.facepay.standalone.terminal;

import picocli.CommandLine.IVersionProvider;

/** The version as the jar says it. */
public final class Version implements IVersionProvider {

  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "facepay " + text() + ", java " + Runtime.version().feature() + ", " + osName()
    };
  }

  private static String osName() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }
}
