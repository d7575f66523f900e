package dev.siiwad.storage.file;

/** How much was tried. */
final class Figures {
    long scenarios;
    long documents;
    long processes;
    long kills;
    long powerCuts;
    long faults;
    long interruptions;
    long poisoned;
    long secondRuns;
    long refusals;
    long damages;
    long byHand;
    long datasets;

    void add(Figures other) {
        scenarios += other.scenarios;
        documents += other.documents;
        processes += other.processes;
        kills += other.kills;
        powerCuts += other.powerCuts;
        faults += other.faults;
        interruptions += other.interruptions;
        poisoned += other.poisoned;
        secondRuns += other.secondRuns;
        refusals += other.refusals;
        damages += other.damages;
        byHand += other.byHand;
        datasets += other.datasets;
    }

    @Override
    public String toString() {
        return scenarios + " scenarios, " + processes + " processes, " + documents + " documents read, " + kills
                + " kills, " + powerCuts + " power cuts, " + faults + " faults of disk and upstream, " + interruptions
                + " interruptions, " + poisoned + " deaths of poisonous documents, " + secondRuns + " second runs, "
                + refusals + " refusals, " + damages + " files damaged, " + byHand + " commands by hand, " + datasets
                + " datasets published";
    }
}
