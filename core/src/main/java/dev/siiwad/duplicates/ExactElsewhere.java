package dev.siiwad.duplicates;

import java.io.IOException;

/** Finds the documents of a run whose key one of a published dataset has. Of more than {@value ExactDuplicates#DOCUMENTS_AT_ONCE} it looks at a part each time. */
final class ExactElsewhere {
    private final KeyBlocks blocks;
    private final PublishedKeys published;
    private final FoundElsewhere found;

    ExactElsewhere(KeyBlocks blocks, PublishedKeys published, FoundElsewhere found) {
        this.blocks = blocks;
        this.published = published;
        this.found = found;
    }

    /** False if the run was asked to stop. */
    boolean find(long documents) throws IOException {
        int parts = ExactDuplicates.parts(documents);
        for (int part = 0; part < parts; part++) {
            if (!find(part, parts)) {
                return false;
            }
        }
        return true;
    }

    private boolean find(int part, int parts) throws IOException {
        FirstOfKey here = new FirstOfKey();
        boolean read = blocks.forEach((from, block) -> {
            for (int n = 0; n < block.size(); n++) {
                Key key = block.keys().key(n);
                if (key.isIn(part, parts)) {
                    here.add(block.offset(n), key);
                }
            }
        });
        int[] twins = new int[here.places()];
        return read && findTwins(here, twins) && remove(here, twins);
    }

    /** By place, one more than the number of the first with that key. */
    private boolean findTwins(FirstOfKey here, int[] twins) throws IOException {
        return published.forEach((part, block) -> {
            for (int n = 0; n < block.size(); n++) {
                int place = here.find(block.keys().key(n));
                if (place >= 0 && twins[place] == 0) {
                    twins[place] = 1 + found.add(part.pinned(), block.id(n));
                }
            }
        });
    }

    private boolean remove(FirstOfKey here, int[] twins) throws IOException {
        int[] number = {0};
        return blocks.forEach((from, block) -> {
            for (int n = 0; n < block.size(); n++, number[0]++) {
                int place = here.find(block.keys().key(n));
                if (place >= 0 && twins[place] > 0) {
                    found.removeSame(number[0], block.offset(n), twins[place] - 1);
                }
            }
        });
    }
}
