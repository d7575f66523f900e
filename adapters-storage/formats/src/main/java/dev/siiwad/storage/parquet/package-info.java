/** Datasets as Parquet files: {@link dev.siiwad.storage.parquet.ParquetFormat}. */
package dev.siiwad.storage.parquet;
