package dev.siiwad.source.tiktok;

/**
 * How an application proves to the Research API which one it is.
 *
 * @param secret never shown
 */
public record ResearchClient(String key, String secret) {
    public ResearchClient {
        if (key.isBlank() || secret.isBlank()) {
            throw new IllegalArgumentException("the client key or secret of the Research API is empty;"
                    + " TikTok gives both to approved researchers");
        }
    }

    /** Neither key nor secret. */
    @Override
    public String toString() {
        return "client of the Research API";
    }
}
