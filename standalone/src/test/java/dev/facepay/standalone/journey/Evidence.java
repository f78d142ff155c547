package dev.facepay.standalone.journey;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * All that was written down, each by who saw it: the judge reads this and nothing else.
 *
 * @param told in the order in which devices had their answers
 * @param facts every record of every topic from offset 0
 * @param journal the gateway's lines
 * @param documents what lies in the databases, by collection
 * @param metrics each service's metrics page
 */
record Evidence(
    List<DeviceAnswer> told,
    List<LoggedFact> facts,
    List<JsonNode> journal,
    Map<String, List<JsonNode>> documents,
    Map<String, String> metrics) {}
