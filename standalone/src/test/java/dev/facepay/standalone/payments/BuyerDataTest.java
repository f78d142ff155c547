package dev.facepay.standalone.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.PaidDetails;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.Stage;
import dev.facepay.runtime.seal.KeyRing;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.store.FirstFacts.StoredFact;
import dev.facepay.testkit.Fixtures;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuyerDataTest {

  @TempDir private Path keys;

  @Test
  void a_buyer_is_found_however_deep_and_taken_out_and_nobody_else_is() {
    Sealer sealer = Sealer.of(KeyRing.createIfMissing(keys));
    Succeeded paid = Fixtures.paid(Fixtures.payment(), Stage.PAY);
    Succeeded bought =
        paid.with(
            PaidDetails.NONE.of(
                sealer.sealOpenid(paid, "oAnna").orElseThrow(),
                sealer.sealOpenid(paid, "oBela").orElseThrow()));
    Document document =
        new Document("_id", Fixtures.payment().id().toString())
            .append("ver", 2L)
            .append("unsaid", List.of(StoredFact.write(bought)));

    assertThat(new BuyerData(sealer, "oCleo").without(document)).isEmpty();
    Document rest = new BuyerData(sealer, "oAnna").without(document).orElseThrow();
    Document fact = rest.getList("unsaid", Document.class).getFirst();
    assertThat(StoredFact.read(fact))
        .isEqualTo(paid.with(PaidDetails.NONE.of(null, bought.details().subOpenid())));
    Document none = new BuyerData(sealer, "oBela").without(rest).orElseThrow();
    assertThat(StoredFact.read(none.getList("unsaid", Document.class).getFirst())).isEqualTo(paid);

    Document elsewhere = new Document(document).append("_id", "1900000109:another");
    assertThat(new BuyerData(sealer, "oAnna").without(elsewhere))
        .as("sealed for another payment")
        .isEmpty();
  }
}
