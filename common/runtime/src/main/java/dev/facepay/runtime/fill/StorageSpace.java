package dev.facepay.runtime.fill;

import dev.facepay.runtime.fill.FillWatch.Fullness;
import java.util.Optional;

/** Whether there is room for something new. */
@FunctionalInterface
public interface StorageSpace {

  /** The place that is full; empty as long as there is room in all of them. */
  Optional<Fullness> full();
}
