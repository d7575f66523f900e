package dev.siiwad.source.rows;

import java.util.Map;

/**
 * One row of a dataset: the wanted fields that it has, without those that are null.
 *
 * @param id file and place in it
 * @param values {@link String}, {@link Long}, {@link Double}, {@link Boolean} or {@link Written}, which whatever is nested is
 */
record Row(String id, Map<String, Object> values) {}
