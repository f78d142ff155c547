package dev.facepay.standalone.data;

import dev.facepay.runtime.fact.FacePayKafka;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/**
 * Makes the log's users: one a service, with a password of its own (SCRAM-SHA-512) and the rights
 * of {@link LogRights}. Needs a broker that asks who somebody is and an administrator's properties.
 */
public final class LogUsers {

  /** How often the broker hashes a password; Kafka's least is 4096, and these are random. */
  private static final int ITERATIONS = 8192;

  private static final int PASSWORD_BYTES = 32;
  private static final int PATIENCE_S = 15;

  private final FacePayKafka administrator;
  private final Path keys;

  /**
   * @param administrator may alter users and rights
   * @param keys each user's client properties lie here, as {@code <user>.kafka.properties}
   */
  public LogUsers(FacePayKafka administrator, Path keys) {
    this.administrator = administrator;
    this.keys = keys;
  }

  static Path file(Path keys, String label) {
    return keys.resolve(label + ".kafka.properties");
  }

  /**
   * Makes who is missing and brings the rights of all to what they are to be; a password that is
   * there stays.
   */
  public void make()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    List<UserScramCredentialAlteration> users = new ArrayList<>();
    List<AclBinding> wanted = new ArrayList<>();
    for (LogRights rights : LogRights.values()) {
      String user = rights.user(administrator);
      users.add(
          new UserScramCredentialUpsertion(
              user,
              new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
              password(rights).getBytes(StandardCharsets.UTF_8)));
      wanted.addAll(rights.acls(administrator));
    }
    try (Admin admin = Admin.create(administrator.clientSettings("users"))) {
      admin.alterUserScramCredentials(users).all().get(PATIENCE_S, TimeUnit.SECONDS);
      admin.createAcls(wanted).all().get(PATIENCE_S, TimeUnit.SECONDS);
      admin.deleteAcls(outdated(admin, wanted)).all().get(PATIENCE_S, TimeUnit.SECONDS);
    }
  }

  /** What our users could do by an earlier release's table, and can't by this one's. */
  private List<AclBindingFilter> outdated(Admin admin, List<AclBinding> wanted)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<AclBindingFilter> outdated = new ArrayList<>();
    for (LogRights rights : LogRights.values()) {
      AclBindingFilter own =
          new AclBindingFilter(
              ResourcePatternFilter.ANY,
              new AccessControlEntryFilter(
                  "User:" + rights.user(administrator),
                  null,
                  AclOperation.ANY,
                  AclPermissionType.ANY));
      admin.describeAcls(own).values().get(PATIENCE_S, TimeUnit.SECONDS).stream()
          .filter(found -> !wanted.contains(found))
          .map(AclBinding::toFilter)
          .forEach(outdated::add);
    }
    return outdated;
  }

  private String password(LogRights rights) throws IOException {
    Path file = file(keys, rights.label());
    if (Files.exists(file)) {
      Properties found = new Properties();
      try (Reader in = Files.newBufferedReader(file)) {
        found.load(in);
      }
      return between(found.getProperty("sasl.jaas.config", ""), " password=\"", "\"");
    }
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    PrivateFile.write(file, text(rights.user(administrator), password));
    return password;
  }

  /** As the administrator's, who is reached the same way, but for who it is. */
  private String text(String user, String password) throws IOException {
    Properties client = new Properties();
    for (Map.Entry<String, String> one : administrator.properties().entrySet()) {
      boolean secret = one.getKey().startsWith("ssl.key") || one.getKey().startsWith("sasl.");
      if (!secret) {
        client.setProperty(one.getKey(), one.getValue());
      }
    }
    client.setProperty("sasl.mechanism", "SCRAM-SHA-512");
    client.setProperty(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(user, password));
    StringWriter text = new StringWriter();
    client.store(text, "Kafka's client properties of " + user);
    return text.toString();
  }

  /**
   * @throws IOException if the file is not one that was made here
   */
  private static String between(String text, String begin, String end) throws IOException {
    int from = text.indexOf(begin);
    int to = text.indexOf(end, from + begin.length());
    if (from < 0 || to < 0) {
      throw new IOException("sasl.jaas.config names no password");
    }
    return text.substring(from + begin.length(), to);
  }
}
