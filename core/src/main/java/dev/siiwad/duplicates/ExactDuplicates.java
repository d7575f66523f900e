package dev.siiwad.duplicates;

import java.io.IOException;
import java.util.BitSet;

/** Finds texts with the same key. Of more than {@value #DOCUMENTS_AT_ONCE} it looks at the keys several times, at a part of them each time. */
final class ExactDuplicates {
    static final int DOCUMENTS_AT_ONCE = 2_000_000;

    private final FoundElsewhere elsewhere;
    private final Findings findings;
    private final BitSet gone;
    private final boolean notesGone;

    /**
     * @param elsewhere what goes already, and counts for nothing here
     * @param notesGone whether {@link #gone} is asked for
     */
    ExactDuplicates(FoundElsewhere elsewhere, boolean notesGone) {
        this.elsewhere = elsewhere;
        this.findings = new Findings(elsewhere);
        this.gone = elsewhere.gone();
        this.notesGone = notesGone;
    }

    /**
     * Looks at all keys.
     *
     * @param documents how many there are
     * @return false if the run was asked to stop
     */
    boolean find(KeyBlocks blocks, long documents) throws IOException {
        int parts = parts(documents);
        for (int part = 0; part < parts; part++) {
            if (!find(part, parts, blocks)) {
                return false;
            }
        }
        return true;
    }

    /** In how many parts the keys of so many documents are looked at. */
    static int parts(long documents) {
        return 1 + (int) (documents / DOCUMENTS_AT_ONCE);
    }

    Findings findings() {
        return findings;
    }

    /** By number in their order, those that go. */
    BitSet gone() {
        return gone;
    }

    private void noteGone(long number) {
        if (notesGone) {
            gone.set(Math.toIntExact(number));
        }
    }

    private boolean find(int part, int parts, KeyBlocks blocks) throws IOException {
        FirstOfKey seen = new FirstOfKey();
        long[] next = {0};
        boolean read = blocks.forEach((from, block) -> {
            if (part == 0) {
                findings.block(block.firstOffset());
            }
            for (int n = 0; n < block.size(); n++, next[0]++) {
                Key key = block.keys().key(n);
                boolean counts = key.isIn(part, parts) && !elsewhere.isGone(next[0]);
                long first = counts ? seen.add(block.offset(n), key) : block.offset(n);
                if (first != block.offset(n)) {
                    findings.removeSame(block.offset(n), first);
                    noteGone(next[0]);
                }
            }
        });
        seen.clusters(findings::cluster);
        if (read && part == parts - 1) {
            findings.removeElsewhere();
        }
        return read;
    }
}
