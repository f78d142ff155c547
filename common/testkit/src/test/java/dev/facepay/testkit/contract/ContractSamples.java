package dev.facepay.testkit.contract;

import dev.facepay.payment.Fact;
import dev.facepay.payment.FactFields;
import dev.facepay.payment.FactType;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The contract as it stands, and facts as its samples say them. */
abstract class ContractSamples {

  static final JsonMapper JSON = JsonMapper.builder().build();
  static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
  static final EventContract CONTRACT = EventContract.current();

  static Fact fact(FactType type, SampleEvent sample) {
    return FactFields.read(type, JSON.readValue(sample.value(), FIELDS));
  }
}
