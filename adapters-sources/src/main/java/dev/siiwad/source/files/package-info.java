/** Local files of rows as a source: {@link dev.siiwad.source.files.LocalFilesSource}. */
package dev.siiwad.source.files;
