package dev.facepay.simulator;

import dev.facepay.simulator.merchant.MerchantSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the simulator. Ports may be 0: any free one.
 *
 * @param dataDir journal, merchants' keys and certificates; kept through restarts
 * @param address interface of the gateway ports; loopback, since the simulator is for one machine
 * @param portA plain HTTP of domain a
 * @param portB plain HTTP of domain b
 * @param tlsPortA TLS of domain a
 * @param tlsPortB TLS of domain b
 * @param deduplicate false: a repeated payment call really charges again
 * @param magicAmounts whether amounts can choose behaviours
 * @param fsync whether each group of journal lines is forced to the disk; a kill of the process
 *     loses nothing without it, a power cut may
 * @param plainReverse whether a reversal is taken without TLS, for benchmarks
 * @param codeLife how long a payment code can be used; WeChat's is a minute
 * @param revokeAfter when an unpaid order is given up; WeChat's is 45 s
 * @param reverseWithin how long a reversal is allowed; WeChat's is 7 days
 * @param authinfoLife the expires_in of credentials
 * @param ordersMax orders kept on disk, about 0.12 kB each; payments beyond are answered
 *     SYSTEMERROR
 * @param waitingMax orders that wait for the buyer or the clock, kept in memory; as above
 * @param codesKept how long a payment code is remembered, at least; at most twice as long
 * @param journalFile a journal file that is so long is full, and another one is begun
 * @param journalMax the oldest full journal files are dropped beyond; 0: never
 * @param checkpointEvery journal lines after which the store is brought up to them: what is read
 *     again at a start, and kept in memory until then
 * @param scriptsMax scripts kept in memory, and orders on their way through one
 * @param connectionsMax open connections a port; a client must not exhaust file handles
 * @param merchants the merchants; empty: one plain, one service provider
 */
@ConfigurationProperties("facepay.simulator")
record SimulatorSettings(
    @DefaultValue("data/simulator") Path dataDir,
    @DefaultValue("127.0.0.1") String address,
    @DefaultValue("9101") int portA,
    @DefaultValue("9102") int portB,
    @DefaultValue("9111") int tlsPortA,
    @DefaultValue("9112") int tlsPortB,
    @DefaultValue("true") boolean deduplicate,
    @DefaultValue("true") boolean magicAmounts,
    @DefaultValue("false") boolean fsync,
    @DefaultValue("true") boolean plainReverse,
    @DefaultValue("60s") Duration codeLife,
    @DefaultValue("45s") Duration revokeAfter,
    @DefaultValue("7d") Duration reverseWithin,
    @DefaultValue("3600s") Duration authinfoLife,
    @DefaultValue("10000000") long ordersMax,
    @DefaultValue("100000") int waitingMax,
    @DefaultValue("1d") Duration codesKept,
    @DefaultValue("64MB") DataSize journalFile,
    @DefaultValue("1GB") DataSize journalMax,
    @DefaultValue("5000") int checkpointEvery,
    @DefaultValue("100000") int scriptsMax,
    @DefaultValue("20000") int connectionsMax,
    @DefaultValue List<MerchantSettings> merchants) {

  SimulatorSettings {
    for (int port : new int[] {portA, portB, tlsPortA, tlsPortB}) {
      require(port >= 0 && port <= 65535, "ports are 0 to 65535");
    }
    require(codeLife.isPositive() && revokeAfter.isPositive(), "times are positive");
    require(reverseWithin.isPositive() && authinfoLife.isPositive(), "times are positive");
    require(ordersMax > 0 && scriptsMax > 0 && connectionsMax > 0, "bounds are positive");
    require(waitingMax > 0 && checkpointEvery > 0, "bounds are positive");
    require(codesKept.compareTo(codeLife) >= 0, "a code is kept for as long as it lives");
    require(journalFile.toBytes() > 0 && !journalMax.isNegative(), "sizes are positive");
    require(
        journalMax.toBytes() == 0 || journalMax.toBytes() >= 2 * journalFile.toBytes(),
        "the journal is at least two files long");
    merchants = merchants.isEmpty() ? standardMerchants() : List.copyOf(merchants);
  }

  private static List<MerchantSettings> standardMerchants() {
    return List.of(
        new MerchantSettings("1900000109", "wx8888888888888888", "HMAC-SHA256", Map.of()),
        new MerchantSettings(
            "1900000110",
            "wx9999999999999999",
            "MD5",
            Map.of("1900000201", "wx2010000000000201", "1900000202", "wx2020000000000202")));
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("facepay.simulator: " + rule);
    }
  }
}
