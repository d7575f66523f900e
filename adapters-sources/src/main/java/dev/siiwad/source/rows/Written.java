package dev.siiwad.source.rows;

/**
 * A value of a row that is not text, in its written form: a list or an object as JSON, or a number that {@link Long} and {@link Double} cannot hold. In
 * metadata it is the same as a string of that form; as a text it is refused.
 */
record Written(String form) {
    @Override
    public String toString() {
        return form;
    }
}
