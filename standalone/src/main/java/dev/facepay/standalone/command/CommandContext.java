package dev.facepay.standalone.command;

import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;

/** Where a command runs. As the factory it is handed to each command and mixin that asks for it. */
public record CommandContext(Output output, Map<String, String> environment) implements IFactory {

  /** The folder of the sources has the default data directory; the launcher says where it is. */
  public Path defaultDataDir() {
    return Path.of(environment.getOrDefault("FACEPAY_ROOT", "")).resolve("data");
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 1
          && constructor.getParameterTypes()[0] == CommandContext.class) {
        constructor.setAccessible(true); // a command's options are its package's own
        return type.cast(constructor.newInstance(this));
      }
    }
    return CommandLine.defaultFactory().create(type);
  }

  /** The version as the jar says it. */
  public static final class Version implements IVersionProvider {

    public static String text() {
      String version = Version.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
      String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
      return new String[] {
        "facepay " + text() + ", java " + Runtime.version().feature() + ", " + system
      };
    }
  }
}
