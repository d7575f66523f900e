/** How every source speaks HTTP: start at {@link dev.siiwad.source.http.Http}; {@link dev.siiwad.source.http.Download} brings whole files. */
package dev.siiwad.source.http;
