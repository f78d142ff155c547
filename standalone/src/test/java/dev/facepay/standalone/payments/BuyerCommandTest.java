package dev.facepay.standalone.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.payment.PaidDetails;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.Stage;
import dev.facepay.runtime.seal.KeyRing;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.store.FirstFacts.StoredFact;
import dev.facepay.standalone.Said;
import dev.facepay.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class BuyerCommandTest {

  @TempDir private Path dir;

  private String run(String uri, String openid, String... more) throws IOException {
    Path file = Files.writeString(dir.resolve("openid.txt"), openid + "\n");
    List<String> args =
        new ArrayList<>(
            List.of("buyer", "--mongo", uri, "--openid-file", file.toString(), "--keys"));
    args.add(dir.resolve("keys").toString());
    args.addAll(List.of(more));
    Said said = Said.by(Map.of(), args);
    assertThat(said.err()).isEmpty();
    assertThat(said.status()).isZero();
    return said.out();
  }

  @Test
  void a_buyers_payments_are_found_and_the_buyer_is_taken_out_of_them() throws IOException {
    Sealer sealer = Sealer.of(KeyRing.createIfMissing(dir.resolve("keys")));
    String id = Fixtures.payment().id().toString();
    Succeeded paid = Fixtures.paid(Fixtures.payment(), Stage.PAY);
    Succeeded bought =
        paid.with(PaidDetails.NONE.of(sealer.sealOpenid(paid, "oAnna").orElseThrow(), null));
    try (EmbeddedDatabase database = EmbeddedDatabase.startInMemory();
        MongoClient client = MongoClients.create(database.uri())) {
      MongoCollection<Document> attempts =
          client.getDatabase("facepay_pay").getCollection("pay_attempts");
      attempts.insertOne(
          new Document("_id", id).append("ver", 2L).append("fact", StoredFact.write(bought)));

      assertThat(run(database.uri(), "oBela")).isEqualTo("0 documents tell of this buyer\n");
      assertThat(run(database.uri(), "oAnna"))
          .isEqualTo(id + "  pay_attempts\n1 documents tell of this buyer\n");
      assertThat(run(database.uri(), "oAnna", "--erase"))
          .endsWith("1 documents no longer tell of this buyer\n");

      Document left = attempts.find().first();
      assertThat(left)
          .isEqualTo(
              new Document("_id", id).append("ver", 3L).append("fact", StoredFact.write(paid)));
    }
  }
}
