package dev.siiwad.source.huggingface;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.HttpStatusException;
import java.io.IOException;

/** What a status other than success from the Hub means, by its {@code X-Error-Code}. */
final class HubFailure {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    private HubFailure() {}

    /** The dataset has no file or directory of the name asked for. */
    static boolean isNoEntry(HttpStatusException e) {
        return code(e).equals("EntryNotFound");
    }

    /** Something is not there, and a mirror does not say what. For a file that most datasets have not, that is enough. */
    static boolean isNotThere(IOException e) {
        return e.getCause() instanceof HttpStatusException refused
                && refused.status() == NOT_FOUND
                && code(refused).isEmpty();
    }

    /** The dataset has no commit of the name asked for. */
    static boolean isNoRevision(IOException e) {
        return e.getCause() instanceof HttpStatusException refused
                && code(refused).equals("RevisionNotFound");
    }

    /** Whether a status is a refusal that another address may help against: of a host that the Hub redirected to. */
    static boolean isOfAddress(HttpStatusException e) {
        return e.redirectedTo().isPresent() && e.status() < SERVER_ERROR;
    }

    static IOException of(HttpStatusException e, String repo, String revision, boolean withToken) {
        if (e.redirectedTo().isPresent()) {
            return new IOException(
                    "host " + e.redirectedTo().get() + ", where the Hub keeps files of " + repo
                            + ", gives none of them. (" + e.getMessage() + ")",
                    e);
        }
        String page = HuggingFaceSource.ENDPOINT + "/datasets/" + repo;
        String what = switch (code(e)) {
            case "GatedRepo" ->
                "dataset " + repo + " is gated: accept its terms at " + page
                        + (withToken ? ", with the account that HF_TOKEN is of" : ", then set HF_TOKEN");
            case "RevisionNotFound" ->
                "dataset " + repo + " has no revision " + revision + ". See what it has at " + page + "/tree/main";
            case "EntryNotFound" -> "dataset " + repo + " has no such file at revision " + revision;
            case "RepoNotFound" -> missing(repo, page, withToken);
            default -> byStatus(e.status(), repo, page, withToken);
        };
        if (code(e).equals("RevisionNotFound")) {
            boolean pinned = revision.matches("[0-9a-f]{40}");
            return new SourceException(
                    what + ". (" + e.getMessage() + ")",
                    e,
                    pinned ? new Remedy.StartOver(false) : new Remedy.Give("revision"));
        }
        return what.isEmpty() ? e : new IOException(what + ". (" + e.getMessage() + ")", e);
    }

    private static String byStatus(int status, String repo, String page, boolean withToken) {
        if (status == UNAUTHORIZED || status == NOT_FOUND) {
            return missing(repo, page, withToken);
        }
        return status == FORBIDDEN ? "dataset " + repo + " may not be read with this HF_TOKEN; see " + page : "";
    }

    private static String missing(String repo, String page, boolean withToken) {
        return "there is no dataset " + repo + ", or it is private"
                + (withToken ? " and HF_TOKEN does not give access to it" : " and HF_TOKEN is not set")
                + ". Check the name at " + page;
    }

    private static String code(HttpStatusException e) {
        return e.header("X-Error-Code").orElse("");
    }
}
