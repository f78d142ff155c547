package dev.facepay.standalone.payments;

import dev.facepay.payment.Money;
import dev.facepay.standalone.client.Codes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** An amount in one of two units, each named by its option: the API has fen, people say yuan. */
final class AmountOptions {

  @Option(
      names = {"--yuan", "--amount"},
      paramLabel = "YUAN",
      description = "The amount in yuan, like 12.80.")
  private @Nullable String yuan;

  @Option(names = "--fen", paramLabel = "N", description = "The amount in fen, like 1280.")
  private @Nullable Long fen;

  /**
   * In fen; null if neither was given.
   *
   * @throws ParameterException if it is no amount
   */
  @Nullable Long fen(CommandSpec spec) {
    if (yuan == null) {
      return fen == null ? null : some(spec, "--fen", fen);
    }
    try {
      return some(spec, "--yuan", Codes.fen(yuan));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--yuan " + yuan + ": " + e.getMessage(), e);
    }
  }

  private static long some(CommandSpec spec, String option, long fen) {
    if (fen < 1 || fen > Money.FEN_MAX) {
      throw new ParameterException(
          spec.commandLine(),
          "%s must be %s to %s".formatted(option, Codes.yuan(1), Codes.yuan(Money.FEN_MAX)));
    }
    return fen;
  }
}
