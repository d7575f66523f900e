package dev.siiwad.document;

import java.util.List;

/** Breaks on purpose: libraries that have left home. */
final class PlantedLibraries {
    private PlantedLibraries() {}

    static List<Class<?>> all() {
        return List.of(
                org.jsoup.Jsoup.class,
                com.fasterxml.aalto.stax.InputFactoryImpl.class,
                okhttp3.OkHttpClient.class,
                com.fasterxml.jackson.databind.ObjectMapper.class,
                com.fasterxml.jackson.dataformat.yaml.YAMLFactory.class,
                org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream.class,
                com.github.luben.zstd.Zstd.class,
                opennlp.tools.langdetect.LanguageDetectorME.class,
                com.dynatrace.hash4j.similarity.SimilarityHashing.class,
                org.xerial.snappy.Snappy.class,
                org.tukaani.xz.XZInputStream.class,
                org.apache.arrow.flatbuf.Schema.class,
                com.google.flatbuffers.Table.class,
                org.brotli.dec.BrotliInputStream.class,
                org.slf4j.Logger.class,
                org.apache.parquet.hadoop.ParquetWriter.class,
                software.amazon.awssdk.services.s3.S3Client.class,
                picocli.CommandLine.class,
                ch.qos.logback.classic.Logger.class,
                org.apache.flink.streaming.api.environment.StreamExecutionEnvironment.class,
                crawlercommons.robots.SimpleRobotRulesParser.class);
    }
}
