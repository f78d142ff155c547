package dev.facepay.embedded;

import java.util.List;

/**
 * Where all that a query may find is, and some that it does not.
 *
 * @param index whose entries, or the collection's documents themselves
 * @param spans of keys, in order and apart from each other
 * @param areKeys each span is one key, or nothing
 * @param inOrder whether what is found comes as the query wants it sorted
 * @param exact whether everything there is what the query wants
 * @param worth the higher, the fewer documents it leads to
 */
record Way(
    StoredIndex index,
    List<Span> spans,
    boolean areKeys,
    boolean backwards,
    boolean inOrder,
    boolean exact,
    int worth) {}
