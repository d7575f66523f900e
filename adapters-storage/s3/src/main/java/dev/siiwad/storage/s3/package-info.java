/** Storage in a bucket of an S3-compatible object store: {@link dev.siiwad.storage.s3.S3CheckpointStore} and its neighbours over one {@link dev.siiwad.storage.s3.Bucket}. */
package dev.siiwad.storage.s3;
