package dev.siiwad.source.wikipedia;

import dev.siiwad.source.packed.Bz2Place;

/**
 * A bzip2 block in which reading can begin, because it begins in text.
 *
 * @param pages how many have begun before it, from the start of its stream on
 */
record BlockPlace(Bz2Place block, long pages) {}
