package dev.siiwad.source.wikipedia;

/**
 * A byte of a gzip, zstd or xz dump, unpacked.
 *
 * @param member where in the file the member, frame or stream begins that it is in
 * @param bytes of that before it, unpacked
 */
record MemberPlace(long member, long bytes) {
    MemberPlace {
        if (member < 0 || bytes < 0) {
            throw new IllegalArgumentException("there is no byte " + bytes + " of a member at byte " + member);
        }
    }

    MemberPlace plus(long count) {
        return new MemberPlace(member, bytes + count);
    }
}
