package dev.siiwad.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The rules of the house that Maven cannot see, by the name they go by in CONTRIBUTING. */
final class Rules {
    static final String[] CORE = {
        "dev.siiwad.bytes",
        "dev.siiwad.digest",
        "dev.siiwad.document",
        "dev.siiwad.source",
        "dev.siiwad.words",
        "dev.siiwad.transform",
        "dev.siiwad.quality",
        "dev.siiwad.segment",
        "dev.siiwad.checkpoint",
        "dev.siiwad.duplicates",
        "dev.siiwad.publish",
        "dev.siiwad.storage",
        "dev.siiwad.ingest"
    };
    private static final String SOURCES = "dev.siiwad.source.(*)..";
    private static final String[] ANY_SOURCE = {"dev.siiwad.source.*.."};
    private static final String ANY_STORAGE = "dev.siiwad.storage.*..";
    private static final String LANGUAGE = "dev.siiwad.language";
    private static final String PIPELINE = "dev.siiwad.pipeline";
    private static final String LIBRARY = "dev.siiwad";
    private static final String CLI = "dev.siiwad.cli..";
    private static final String ENGINE = "dev.siiwad.flink..";

    private static final Set<String> WRAPPED = Set.of("dev.siiwad.source.Source", "dev.siiwad.transform.Transform");

    /** What several sources share; each of them may be known by any source, and knows none. */
    private static final Set<String> SHARED_BY_SOURCES = Set.of("http", "packed", "pinned", "proved", "rows");

    /** A library, its packages, and the packages of ours that may know it. */
    private static final Map<String, Home> HOMES = Map.ofEntries(
            home(
                    "jsoup",
                    new String[] {"org.jsoup.."},
                    "dev.siiwad.source.bbc..",
                    "dev.siiwad.source.wikipedia.wikitext.."),
            home(
                    "aalto",
                    new String[] {"com.fasterxml.aalto..", "javax.xml.stream..", "org.codehaus.stax2.."},
                    "dev.siiwad.source.wikipedia..",
                    "dev.siiwad.source.sprakbanken.."),
            home("okhttp", new String[] {"okhttp3..", "okio..", "kotlin.."}, "dev.siiwad.source.http.."),
            home(
                    "jackson",
                    new String[] {"com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind.."},
                    "dev.siiwad.storage.json..",
                    "dev.siiwad.storage.dataset..",
                    "dev.siiwad.storage.silver..",
                    "dev.siiwad.source.bbc..",
                    "dev.siiwad.source.huggingface..",
                    "dev.siiwad.source.rows..",
                    "dev.siiwad.source.pinned..",
                    "dev.siiwad.source.sprakbanken..",
                    "dev.siiwad.source.tiktok..",
                    "dev.siiwad.source.wikipedia..",
                    LIBRARY,
                    "dev.siiwad.cli.."),
            home(
                    "yaml",
                    new String[] {"com.fasterxml.jackson.dataformat.yaml..", "org.yaml.."},
                    "dev.siiwad.source.huggingface..",
                    LIBRARY),
            home(
                    "commons-compress",
                    new String[] {"org.apache.commons.compress.."},
                    "dev.siiwad.source.wikipedia..",
                    "dev.siiwad.source.sprakbanken..",
                    "dev.siiwad.source.rows..",
                    "dev.siiwad.source.packed..",
                    "dev.siiwad.cli.demo.."),
            home(
                    "zstd",
                    new String[] {"com.github.luben.."},
                    "dev.siiwad.source.packed..",
                    "dev.siiwad.source.rows..",
                    "dev.siiwad.source.wikipedia..",
                    "dev.siiwad.storage.json..",
                    "dev.siiwad.storage.dataset..",
                    "dev.siiwad.storage.parquet..",
                    LIBRARY,
                    "dev.siiwad.cli.."),
            home("xz", new String[] {"org.tukaani.."}, "dev.siiwad.source.packed..", "dev.siiwad.source.wikipedia.."),
            home("arrow", new String[] {"org.apache.arrow.."}, "dev.siiwad.source.rows.."),
            home("flatbuffers", new String[] {"com.google.flatbuffers.."}, "dev.siiwad.source.rows.."),
            home("brotli", new String[] {"org.brotli.."}, "dev.siiwad.source.rows.."),
            home("snappy", new String[] {"org.xerial.snappy.."}, "dev.siiwad.source.rows.."),
            home(
                    "parquet",
                    new String[] {"org.apache.parquet.."},
                    "dev.siiwad.storage.parquet..",
                    "dev.siiwad.source.rows.."),
            home(
                    "slf4j",
                    new String[] {"org.slf4j.."},
                    "dev.siiwad.source.*..",
                    "dev.siiwad.storage.file..",
                    "dev.siiwad.storage.s3..",
                    LIBRARY,
                    CLI,
                    ENGINE),
            home("opennlp", new String[] {"opennlp..", "org.apache.tika.."}, "dev.siiwad.language.."),
            home("aws", new String[] {"software.amazon.awssdk.."}, "dev.siiwad.storage.s3.."),
            home("picocli", new String[] {"picocli.."}, CLI, ENGINE),
            home("flink", new String[] {"org.apache.flink.."}, ENGINE),
            home("logback", new String[] {"ch.qos.logback.."}, "dev.siiwad.cli.terminal.."),
            home("hash4j", new String[] {"com.dynatrace.hash4j.."}, "dev.siiwad.similarity.."),
            home("crawler-commons", new String[] {"crawlercommons.."}, "dev.siiwad.source.bbc.."));

    private static final Set<String> WORLD = Set.of(
            "java.lang.Thread",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.nio.file.Files",
            "java.nio.channels.FileChannel",
            "java.util.Random",
            "java.util.UUID",
            "java.util.Timer",
            "java.security.SecureRandom");

    private Rules() {}

    private record Home(String[] library, String... ours) {}

    private static Map.Entry<String, Home> home(String name, String[] library, String... ours) {
        return Map.entry(name, new Home(library, ours));
    }

    static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("core is plain Java", coreIsPlainJava());
        rules.put("core is deterministic", coreIsDeterministic());
        rules.put("sources do not know storage", oneWay(ANY_SOURCE, ANY_STORAGE, LIBRARY, CLI));
        rules.put(
                "storage does not know sources",
                oneWay(new String[] {ANY_STORAGE}, "dev.siiwad.source.*..", LIBRARY, CLI));
        rules.put(
                "identifying languages knows neither sources nor storage",
                oneWay(new String[] {LANGUAGE}, ANY_SOURCE[0], ANY_STORAGE, LIBRARY, CLI));
        rules.put(
                "threads go around the loop, and know neither sources nor storage",
                oneWay(new String[] {PIPELINE}, ANY_SOURCE[0], ANY_STORAGE, LIBRARY, CLI, "dev.siiwad.ingest.."));
        rules.put("storages stand side by side", storagesStandSideBySide());
        rules.put(
                "the library knows neither the command line nor a bucket",
                oneWay(new String[] {LIBRARY}, CLI, "dev.siiwad.storage.s3.."));
        rules.put(
                "nothing knows an engine",
                noClasses()
                        .that()
                        .resideOutsideOfPackage(ENGINE)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(ENGINE)));
        rules.put(
                "packages have no cycles",
                slices().matching("dev.siiwad.(**)").should().beFreeOfCycles());
        rules.put("rooms of the command line have no circles inside", roomsHaveNoCirclesInside());
        rules.put("sources do not know each other", sourcesDoNotKnowEachOther());
        HOMES.forEach((library, home) -> rules.put(library + " stays home", staysHome(home)));
        rules.put("only one class forces and moves files", oneClassForcesAndMoves());
        rules.put("nothing is linked", nothingIsLinked());
        rules.put("domain values are immutable", domainValuesAreImmutable());
        rules.put("adapters show only their ports", adaptersShowOnlyTheirPorts());
        rules.put("wrappers pass everything on", wrappersPassEverythingOn());
        rules.put("only the command line prints", onlyTheCommandLinePrints());
        rules.put("nothing is written in the machine's language", nothingIsWrittenInTheMachinesLanguage());
        return rules;
    }

    private static ArchRule coreIsPlainJava() {
        return classes()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(CORE)
                        .or(resideInAnyPackage(
                                "java.lang..",
                                "java.util..",
                                "java.io..",
                                "java.time..",
                                "java.text..",
                                "java.nio",
                                "java.nio.charset..",
                                "java.nio.file..",
                                "java.security..",
                                "java.math.."))
                        .or(DescribedPredicate.describe("arrays", JavaClass::isArray)));
    }

    private static ArchRule coreIsDeterministic() {
        DescribedPredicate<AccessTarget> now =
                DescribedPredicate.describe("the clock, chance or environment", target -> {
                    String owner = target.getOwner().getName();
                    String call = target.getName();
                    return owner.startsWith("java.time.") && call.equals("now")
                            || owner.equals("java.lang.System")
                                    && !call.equals("arraycopy")
                                    && !call.equals("identityHashCode")
                            || owner.equals("java.lang.Math") && call.equals("random")
                            || WORLD.contains(owner);
                });
        return noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe(now.getDescription(), access -> now.test(access.getTarget())))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage("java.util.concurrent..", "java.net..", "java.util.logging.."));
    }

    private static ArchRule oneWay(String[] from, String... to) {
        return noClasses().that().resideInAnyPackage(from).should().dependOnClassesThat(resideInAnyPackage(to));
    }

    /** Class by class, a class and those nested in it taken together. */
    private static ArchRule roomsHaveNoCirclesInside() {
        return slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                        return javaClass.getPackageName().startsWith("dev.siiwad.cli")
                                ? SliceIdentifier.of(javaClass.getName().replaceFirst("\\$.*", ""))
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "classes of the command line";
                    }
                })
                .should()
                .beFreeOfCycles();
    }

    private static ArchRule sourcesDoNotKnowEachOther() {
        SliceAssignment bySource = new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                String[] names = javaClass.getPackageName().split("\\.");
                boolean source = names.length > 3 && names[2].equals("source") && !SHARED_BY_SOURCES.contains(names[3]);
                return source ? SliceIdentifier.of(names[3]) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "sources (" + SOURCES + ")";
            }
        };
        return slices().assignedFrom(bySource).should().notDependOnEachOther();
    }

    /** Files and buckets share the formats, and nothing of each other. */
    private static ArchRule storagesStandSideBySide() {
        return slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                        String name = javaClass.getPackageName();
                        return Set.of("dev.siiwad.storage.file", "dev.siiwad.storage.s3", "dev.siiwad.storage.planted")
                                        .contains(name)
                                ? SliceIdentifier.of(name)
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "storages";
                    }
                })
                .should()
                .notDependOnEachOther();
    }

    private static ArchRule staysHome(Home home) {
        return noClasses()
                .that()
                .resideInAPackage("dev.siiwad..")
                .and()
                .resideOutsideOfPackages(home.ours())
                .should()
                .dependOnClassesThat(resideInAnyPackage(home.library()));
    }

    private static ArchRule oneClassForcesAndMoves() {
        Set<String> allowed = Set.of("dev.siiwad.storage.file.NioDisk", "dev.siiwad.source.http.PartFile");
        return noClasses()
                .that(DescribedPredicate.describe(
                        "are not the disk (or the download cache's part file)",
                        javaClass -> allowed.stream()
                                .noneMatch(name -> javaClass.getName().startsWith(name))))
                .should()
                .accessTargetWhere(DescribedPredicate.describe("force or move a file", access -> {
                    String owner = access.getTarget().getOwner().getName();
                    String call = access.getTarget().getName();
                    return owner.equals("java.nio.channels.FileChannel") && call.equals("force")
                            || owner.equals("java.nio.file.Files") && (call.equals("move") || call.equals("copy"))
                            || owner.equals("java.io.File") && call.equals("renameTo");
                }));
    }

    /** Some file systems have no hard links, and some no links at all. */
    private static ArchRule nothingIsLinked() {
        return noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "make a link",
                        call -> call.getTarget().getOwner().getName().equals("java.nio.file.Files")
                                && Set.of("createLink", "createSymbolicLink")
                                        .contains(call.getTarget().getName())));
    }

    private static ArchRule domainValuesAreImmutable() {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(
                        "dev.siiwad.document",
                        "dev.siiwad.source",
                        "dev.siiwad.transform",
                        "dev.siiwad.segment",
                        "dev.siiwad.checkpoint")
                .should()
                .beFinal();
    }

    /** What has a default in a port is the default of whoever has nothing better; around another one, it would hide what that has. */
    private static ArchRule wrappersPassEverythingOn() {
        return classes()
                .that(DescribedPredicate.describe("wrap a port", Rules::wraps))
                .should(ArchCondition.from(DescribedPredicate.describe(
                        "override each of its defaults",
                        wrapper -> wrapper.getRawInterfaces().stream()
                                .filter(type -> WRAPPED.contains(type.getName()))
                                .flatMap(type -> type.getMethods().stream())
                                .filter(method -> !method.getModifiers().contains(JavaModifier.ABSTRACT)
                                        && !method.getModifiers().contains(JavaModifier.STATIC)
                                        && !method.getName().startsWith("lambda$"))
                                .allMatch(method -> wrapper.tryGetMethod(
                                                method.getName(),
                                                method.getRawParameterTypes().stream()
                                                        .map(JavaClass::getName)
                                                        .toArray(String[]::new))
                                        .isPresent()))));
    }

    private static boolean wraps(JavaClass type) {
        return type.getRawInterfaces().stream()
                .anyMatch(port -> WRAPPED.contains(port.getName())
                        && type.getFields().stream()
                                .anyMatch(field -> field.getRawType().equals(port)));
    }

    private static ArchRule adaptersShowOnlyTheirPorts() {
        DescribedPredicate<JavaClass> port = DescribedPredicate.describe(
                "a port of core or made for one",
                javaClass -> javaClass.getAllRawInterfaces().stream()
                                .anyMatch(type -> type.getPackageName().startsWith("dev.siiwad."))
                        || javaClass.isRecord()
                        || javaClass.isEnum()
                        || javaClass.isInterface()
                        || javaClass.isAssignableTo(Exception.class)
                        || SHOWN_BESIDE_PORTS.contains(javaClass.getName()));
        return classes()
                .that()
                .resideInAnyPackage("dev.siiwad.source.*..", ANY_STORAGE)
                .and()
                .resideOutsideOfPackages(
                        "dev.siiwad.source.http..",
                        "dev.siiwad.source.packed..",
                        "dev.siiwad.source.pinned..",
                        "dev.siiwad.source.proved..",
                        "dev.siiwad.source.rows..")
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .and()
                .haveModifier(JavaModifier.PUBLIC)
                .should(ArchCondition.from(port));
    }

    /** Public for the command line or another storage package, each with its reason in its own Javadoc. */
    static final Set<String> SHOWN_BESIDE_PORTS = Set.of(
            "dev.siiwad.source.huggingface.HubListing",
            "dev.siiwad.source.sprakbanken.Corpora",
            "dev.siiwad.source.wikipedia.Dumps",
            "dev.siiwad.source.wikipedia.wikitext.Wikitext",
            "dev.siiwad.storage.json.CheckpointJson",
            "dev.siiwad.storage.json.CheckpointParser",
            "dev.siiwad.storage.json.Json",
            "dev.siiwad.storage.json.SegmentFiles",
            "dev.siiwad.storage.json.SegmentLines",
            "dev.siiwad.storage.json.StoredPayload",
            "dev.siiwad.storage.json.StoredSegment",
            "dev.siiwad.storage.silver.SharedColumns",
            "dev.siiwad.storage.dataset.CatalogJson",
            "dev.siiwad.storage.dataset.CopiedDatasets",
            "dev.siiwad.storage.dataset.DatasetVerification",
            "dev.siiwad.storage.dataset.DatasetRemoval",
            "dev.siiwad.storage.dataset.DatasetWriter",
            "dev.siiwad.storage.dataset.PublishedFiles",
            "dev.siiwad.storage.dataset.DurableOutput",
            "dev.siiwad.storage.dataset.PartFormats",
            "dev.siiwad.storage.dataset.ReceiptSignatures",
            "dev.siiwad.storage.dataset.SealedReceipt",
            "dev.siiwad.storage.s3.Bucket");

    private static ArchRule onlyTheCommandLinePrints() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(CLI)
                .should()
                .accessTargetWhere(DescribedPredicate.describe("print", access -> {
                    String owner = access.getTarget().getOwner().getName();
                    String call = access.getTarget().getName();
                    return owner.equals("java.lang.System") && (call.equals("out") || call.equals("err"))
                            || call.equals("printStackTrace");
                }));
    }

    /** Java writes numbers in Arabic, Bengali or Burmese digits, and Turkish capitals, where no locale is named: names and bytes would differ. */
    private static ArchRule nothingIsWrittenInTheMachinesLanguage() {
        Set<String> calls = Set.of("format", "formatted", "printf", "toLowerCase", "toUpperCase");
        return noClasses().should().callMethodWhere(DescribedPredicate.describe("format without a locale", call -> {
            AccessTarget.MethodCallTarget target = call.getTarget();
            boolean java = target.getOwner().isEquivalentTo(String.class)
                    || target.getOwner().isAssignableTo(PrintStream.class);
            boolean located =
                    target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Locale.class));
            return java && calls.contains(target.getName()) && !located;
        }));
    }
}
