package dev.siiwad.source.bbc;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import dev.siiwad.source.http.ForPeople;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What one host's robots.txt allows this program (RFC 9309, and the {@code Crawl-delay} that goes beyond it). */
record Robots(SimpleRobotRules rules) {
    /** As in the user agent {@code Siiwad/1.0}. */
    private static final Set<String> NAMES = Set.of("siiwad");

    private static final Duration CRAWL_DELAY_MAX = Duration.ofMinutes(10);
    private static final int WARNINGS_MAX = 0;
    private static final Set<String> EVERYTHING = Set.of("/", "/*", "*");

    /** A host that has no robots.txt forbids nothing. */
    static Robots none() {
        return new Robots(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL));
    }

    /** @throws IOException if it asks for so long a rest that nobody would wait for it */
    static Robots parse(String url, byte[] body) throws IOException {
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, WARNINGS_MAX);
        Robots robots = new Robots(parser.parseContent(url, body, "text/plain", NAMES));
        if (robots.crawlDelay().compareTo(CRAWL_DELAY_MAX) > 0) {
            throw new IOException(url + ": Crawl-delay is "
                    + ForPeople.duration(robots.crawlDelay()) + "; at most " + ForPeople.duration(CRAWL_DELAY_MAX)
                    + " are rested between two requests. The BBC does not want this reader");
        }
        return robots;
    }

    boolean allows(String url) {
        return rules.isAllowed(url);
    }

    /** Whether nothing at all is allowed: everything is forbidden, without an exception. */
    boolean forbidsEverything() {
        List<SimpleRobotRules.RobotRule> all = rules.getRobotRules();
        return rules.isAllowNone()
                || all.stream().anyMatch(rule -> !rule.isAllow() && EVERYTHING.contains(rule.getPrefix()))
                        && all.stream().noneMatch(SimpleRobotRules.RobotRule::isAllow);
    }

    /** How long to rest between two requests at least. */
    Duration crawlDelay() {
        return Duration.ofMillis(Math.max(0, rules.getCrawlDelay()));
    }
}
