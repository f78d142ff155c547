package dev.facepay.runtime.fact;

import dev.facepay.payment.Cut;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where records go that no code could handle: a person looks at them, nothing is dropped. */
public interface DeadLetters {

  /** It is no fact of ours, or a broken one. */
  String UNDECODABLE = "undecodable";

  /** Its handling failed again and again, and not by an outage. */
  String BUG = "bug";

  /** A person let it go that was held. */
  String LET_GO = "let_go";

  /** A fact that a newer release says on a topic that hands payments over: held, never here. */
  String UNKNOWN_TYPE = "unknown_type";

  /** No code may judge it: held, and only a person says what becomes of it. */
  String NEEDS_PERSON = "needs_person";

  /** Why a stage puts a record here by itself. */
  List<String> KINDS = List.of(UNDECODABLE, BUG);

  /** Why a stage on a topic that carries money holds a record instead. */
  List<String> HELD_KINDS = List.of(BUG, UNKNOWN_TYPE, NEEDS_PERSON);

  /**
   * Returns when the letter is acknowledged.
   *
   * @throws FactNotPublished if there was no acknowledgement in time
   */
  void send(ConsumerRecord<byte[], byte[]> record, Reason reason) throws InterruptedException;

  /**
   * @param kind one of the above
   * @param text what happened, for a person
   */
  record Reason(String stage, String kind, String text) {

    private static final int TEXT_CHARACTERS_MAX = 500;

    public Reason {
      text = Cut.atCharacters(text, TEXT_CHARACTERS_MAX);
    }
  }
}
