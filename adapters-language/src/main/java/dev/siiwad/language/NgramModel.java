package dev.siiwad.language;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;

/**
 * The language model of Apache Tika, an OpenNLP maximum entropy model over the one, two and three characters that follow each other in a text: how much each of them
 * speaks for each label. A text's score for a label is the sum over its different n-grams; the difference of two scores is the natural logarithm of how many times
 * likelier one is than the other. Each n-gram counts once, as in training.
 *
 * <p>OpenNLP reads it; what is kept of it is arrays, a third of the memory, and scores come several times as fast. They are sums in an order that the text alone decides,
 * without a function that differs between machines. About 30 MB, and three times that while it is read. Immutable.
 */
final class NgramModel {
    /** The name of the model: what a run may not change on its way. */
    static final String NAME = "opennlp-langdetect-20210413";

    private static final String RESOURCE = "/" + NAME + ".bin";
    private static final int NGRAM_CHARS = 3;

    /** Two thirds full with the 344,151 n-grams of the model. */
    private static final int SLOTS = 1 << 19;

    private final int[] languageOfLabel;
    private final long[] ngrams = new long[SLOTS];
    private final int[] starts = new int[SLOTS];
    private final byte[] labels;
    private final float[] weights;

    private NgramModel(Map<String, Context> contexts, int[] languageOfLabel) {
        this.languageOfLabel = languageOfLabel;
        int size = contexts.values().stream()
                .mapToInt(context -> context.getOutcomes().length + 1)
                .sum();
        this.labels = new byte[size];
        this.weights = new float[size];
        int end = 0;
        for (Map.Entry<String, Context> entry : contexts.entrySet()) {
            end = add(entry.getKey(), entry.getValue(), end);
        }
    }

    /**
     * Reads it from the class path.
     *
     * @throws IOException if it is not there, or not what it should be
     */
    static NgramModel read() throws IOException {
        try (InputStream in = NgramModel.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("the language model " + NAME + ".bin is missing;"
                        + " it comes in the library org.apache.tika:tika-langdetect-opennlp");
            }
            return of((AbstractModel) new LanguageDetectorModel(in).getMaxentModel());
        }
    }

    @SuppressWarnings("unchecked") // as AbstractModel says of what it gives: contexts by n-gram second, labels third
    private static NgramModel of(AbstractModel model) {
        Object[] parts = model.getDataStructures();
        String[] labels = (String[]) parts[2];
        int[] languages = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            languages[i] = Languages.ALL.ofLabel(labels[i]);
        }
        return new NgramModel((Map<String, Context>) parts[1], languages);
    }

    /** The number of labels and then, for each, which one and its weight. */
    private int add(String ngram, Context context, int start) {
        int[] outcomes = context.getOutcomes();
        double[] parameters = context.getParameters();
        long key = 0;
        for (int i = 0; i < ngram.length(); i++) {
            key = key << Character.SIZE | ngram.charAt(i);
        }
        int slot = slot(key(ngram.length(), key));
        ngrams[slot] = key(ngram.length(), key);
        starts[slot] = start;
        labels[start] = (byte) outcomes.length;
        for (int i = 0; i < outcomes.length; i++) {
            labels[start + 1 + i] = (byte) outcomes[i];
            weights[start + 1 + i] = (float) parameters[i];
        }
        return start + 1 + outcomes.length;
    }

    /** The scores of a text for each of {@link Languages#ALL}. */
    double[] scores(PlainLetters text) {
        double[] ofLabels = new double[languageOfLabel.length];
        SeenNgrams seen = new SeenNgrams(NGRAM_CHARS * text.length());
        for (int chars = 1; chars <= NGRAM_CHARS; chars++) {
            for (int i = 0; i + chars <= text.length(); i++) {
                long ngram = key(chars, text.packed(i, chars));
                if (seen.isNew(ngram)) {
                    add(ngram, ofLabels);
                }
            }
        }
        double[] scores = new double[Languages.ALL.count()];
        Arrays.fill(scores, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < ofLabels.length; i++) {
            scores[languageOfLabel[i]] = Math.max(scores[languageOfLabel[i]], ofLabels[i]);
        }
        return scores;
    }

    private void add(long ngram, double[] ofLabels) {
        int slot = slot(ngram);
        if (ngrams[slot] == 0) {
            return;
        }
        int start = starts[slot];
        int end = start + Byte.toUnsignedInt(labels[start]);
        for (int i = start + 1; i <= end; i++) {
            ofLabels[Byte.toUnsignedInt(labels[i])] += weights[i];
        }
    }

    private static long key(int chars, long packed) {
        return (long) chars << NGRAM_CHARS * Character.SIZE | packed;
    }

    /** Where an n-gram is, or would be. */
    private int slot(long ngram) {
        int slot = SeenNgrams.hash(ngram) & SLOTS - 1;
        while (ngrams[slot] != 0 && ngrams[slot] != ngram) {
            slot = slot + 1 & SLOTS - 1;
        }
        return slot;
    }
}
