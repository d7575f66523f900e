package dev.siiwad.storage.s3;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a record of a part holds in a bucket: a line that says by which upload it is shown, and what is kept of it wherever it is.
 *
 * <pre>
 * upload &lt;id&gt; &lt;nonce&gt; &lt;tag&gt; &lt;tag&gt; …            or, of a part without a file, nothing
 * </pre>
 *
 * @param sent empty for a part without a file
 */
record UploadRecord(Optional<Sent> sent, byte[] content) {
    private static final String UPLOAD = "upload";

    /**
     * An upload that was sent to its end.
     *
     * @param nonce of the object that it becomes
     * @param tags of its parts
     */
    record Sent(String id, String nonce, List<String> tags) {
        Sent {
            tags = List.copyOf(tags);
        }
    }

    byte[] bytes() {
        String line = sent.map(upload ->
                        String.join(" ", UPLOAD, upload.id(), upload.nonce(), String.join(" ", upload.tags())))
                .orElse("");
        byte[] head = (line + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return all;
    }

    /** Empty if it is not one. */
    static Optional<UploadRecord> of(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (end == bytes.length) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOfRange(bytes, end + 1, bytes.length);
        if (end == 0) {
            return Optional.of(new UploadRecord(Optional.empty(), content));
        }
        List<String> words = List.of(new String(bytes, 0, end, StandardCharsets.UTF_8).split(" "));
        return words.size() > 3 && words.get(0).equals(UPLOAD)
                ? Optional.of(new UploadRecord(
                        Optional.of(new Sent(words.get(1), words.get(2), words.subList(3, words.size()))), content))
                : Optional.empty();
    }
}
