package dev.facepay.standalone.command;

import com.mongodb.MongoException;
import dev.facepay.runtime.store.Database;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.TypeConversionException;

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

  /** The address of a database; it is not repeated, since it may have a password. */
  public static final class MongoUri implements ITypeConverter<String> {

    @Override
    public String convert(String text) {
      try {
        Database.connection(text);
        return text;
      } catch (MongoException e) {
        throw new TypeConversionException("DNS does not tell its servers");
      } catch (IllegalArgumentException e) {
        String why = String.valueOf(e.getMessage());
        throw new TypeConversionException(
            why.startsWith("tlsCAFile")
                ? why
                : "this is no connection string of MongoDB: write it like"
                    + " mongodb://host:27017/facepay, what is special in a password as %XX");
      }
    }
  }

  /** Where a log's brokers are: one is enough to find the others. */
  public static final class Brokers implements ITypeConverter<String> {

    private static final Pattern ONE =
        Pattern.compile("([0-9A-Za-z._-]+|\\[[0-9A-Fa-f:.]+]):([1-9][0-9]{0,4})");

    @Override
    public String convert(String text) {
      boolean all =
          Arrays.stream(text.split(",", -1))
              .map(one -> ONE.matcher(one.strip()))
              .allMatch(one -> one.matches() && Integer.parseInt(one.group(2)) <= 65_535);
      if (!all) {
        throw new TypeConversionException(
            "'%s' is not HOST:PORT, nor several with commas between".formatted(text));
      }
      return text;
    }
  }

  /** What stands before the = of an option that may be repeated. */
  public static final class Key implements ITypeConverter<String> {

    @Override
    public String convert(String text) {
      if (text.isBlank()) {
        throw new TypeConversionException("there is no KEY before the =");
      }
      return text;
    }
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
