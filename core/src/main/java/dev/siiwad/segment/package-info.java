/** The unit of commit, a sealed and immutable file: {@link dev.siiwad.segment.Segment}, kept by a {@link dev.siiwad.segment.SegmentStore}. */
package dev.siiwad.segment;
