package dev.facepay.standalone.registry;

import dev.facepay.payment.FieldRule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A store's or a device's id, judged before it becomes a part of an address. */
final class RegistryId implements ITypeConverter<String> {

  /** Both have the same rule. */
  static final FieldRule RULE = FieldRule.STORE_ID;

  @Override
  public String convert(String text) {
    RULE.fault(text)
        .ifPresent(
            fault -> {
              throw new TypeConversionException("it " + fault);
            });
    return text;
  }
}
