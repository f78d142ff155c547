package dev.facepay.bench.fold;

import dev.facepay.report.place.Places;
import dev.facepay.report.place.Sightings;
import dev.facepay.report.read.Listing;
import dev.facepay.report.read.Reader;
import dev.facepay.report.read.Stories;
import dev.facepay.report.read.Totals;
import dev.facepay.report.read.Totals.Part;
import dev.facepay.report.read.Totals.Scope;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person's page asks of the read side, each question many times. */
final class Questions {

  private final Map<String, Runnable> all = new LinkedHashMap<>();

  Questions(Stories stories, LocalDate today, int payments) {
    Reader reader = new Reader(stories);
    Totals totals = new Totals(stories);
    Places places = new Places(totals, new Sightings());
    int some = payments / 3;
    all.put("payment by id", () -> reader.find("1900000109:B%09d".formatted(some)));
    all.put("search by order number", () -> reader.search("B%09d".formatted(some)));
    all.put("search by WeChat's number", () -> reader.search("42000%023d".formatted(some)));
    all.put("search that finds nothing", () -> reader.search("nothing"));
    all.put("attention, oldest first", () -> reader.list(list(null, false, true)));
    all.put("open, oldest first", () -> reader.list(list(null, true, false)));
    all.put("a store's newest", () -> reader.list(list("S007", false, false)));
    Scope day = new Scope(today, today, null, null, null);
    all.put("totals of today by state", () -> totals.sum(day, List.of(Part.STATE)));
    all.put(
        "stores of today", () -> places.fares(today, today, List.of(Part.MERCHANT, Part.STORE)));
    all.put(
        "devices of today",
        () -> places.fares(today, today, List.of(Part.MERCHANT, Part.STORE, Part.DEVICE)));
    all.put("(not on the page) everything's newest", () -> reader.list(list(null, false, false)));
    all.put(
        "(not on the page) all days by day and state",
        () -> totals.sum(Scope.ALL, List.of(Part.DAY, Part.STATE)));
  }

  void ask(int looks, PrintStream out) {
    out.printf("%-44s %9s %9s %9s%n", "query", "median ms", "p95 ms", "max ms");
    all.forEach(
        (name, question) -> {
          double[] ms = new double[looks];
          for (int i = -looks / 3; i < looks; i++) {
            long began = System.nanoTime();
            question.run();
            if (i >= 0) {
              ms[i] = (System.nanoTime() - began) / 1e6;
            }
          }
          Arrays.sort(ms);
          out.printf(
              "%-44s %9.1f %9.1f %9.1f%n",
              name, ms[looks / 2], ms[Math.max(0, looks * 95 / 100 - 1)], ms[looks - 1]);
        });
  }

  private static Listing list(@Nullable String store, boolean open, boolean attention) {
    return new Listing(
        null, store, null, null, null, null, null, open, attention, open || attention, 50, null);
  }
}
