package dev.facepay.chaos.judge;

import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * All that was written down, each by who saw it. The judge reads this and nothing else.
 *
 * @param sent what devices asked for
 * @param told what devices were told, in the order in which they had it
 * @param foreign what another system did at the gateway
 * @param journal the gateway's lines
 * @param facts every record of every topic from offset 0
 * @param documents what lies in the databases at the end, by {@code database.collection}
 * @param sightings what was wrong in the databases while the run went on
 * @param leaks secrets that were found in clear, and where
 */
public record Evidence(
    List<Sent> sent,
    List<DeviceAnswer> told,
    List<Foreign> foreign,
    List<JournalLine> journal,
    List<Fact> facts,
    Map<String, List<Document>> documents,
    List<String> sightings,
    List<String> leaks) {}
